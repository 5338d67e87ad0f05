"""Ages in words."""

from datetime import UTC, datetime, timedelta

import pytest

from admin import enrollment_words as words

NOW = datetime(2030, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=400), "400 days ago"),
    ],
)
def test_age_in_words(before, said):
    assert words.age(NOW - before, NOW).endswith(f">{said}</time>")


def test_age_carries_the_moment():
    assert '<time datetime="2030-01-31T12:00:00+00:00" title="31 Jan 2030, 12:00 UTC">' in (
        words.age(NOW, NOW)
    )

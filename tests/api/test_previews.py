"""The address of a preview: that draft and nothing else, kept and listed nowhere."""

import logging

import pytest

from models.base import db
from services import previews
from tests.builders import ACTOR, edit, first

LINK = "/api/v1/previews"
UNKNOWN = "x" * 43


@pytest.fixture
def preview(session):
    """The preview of a changed question, and its token."""
    draft = edit(first("faqs"), question="A draft?")
    made = previews.make({draft.item_id: draft.id}, title="Dr. Outside", actor=ACTOR)
    db.session.commit()
    return made


def test_link_shows_the_guide_with_the_draft(client, preview):
    answer = client.get(f"{LINK}/{preview[1]}")
    assert answer.json["data"]["faqs"][0]["question"] == "A draft?"
    assert answer.json["meta"]["title"] == "Dr. Outside"


@pytest.mark.parametrize("path", [LINK, "/preview"])
def test_nobody_keeps_lists_or_is_told_the_address(client, preview, path):
    headers = client.get(f"{path}/{preview[1]}", buffered=True).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert (
        headers["Content-Security-Policy"]
        == client.get("/", buffered=True).headers["Content-Security-Policy"]
    )


def test_other_sites_may_not_read_it(client, preview):
    answer = client.get(f"{LINK}/{preview[1]}", headers={"Origin": "https://example.com"})
    assert "Access-Control-Allow-Origin" not in answer.headers


def refused(client, token):
    answer = client.get(f"{LINK}/{token}")
    headers = {name: it for name, it in answer.headers if name not in ("Date",)}
    return answer.status_code, answer.data, headers


def test_unknown_old_and_revoked_links_get_the_same_answer(client, preview):
    unknown = refused(client, UNKNOWN)
    previews.revoke(preview[0], ACTOR)
    db.session.commit()
    assert unknown[0] == 404
    assert refused(client, preview[1]) == unknown
    assert unknown[2]["X-Robots-Tag"] == "noindex, nofollow"


def test_link_that_is_too_old_gets_it_too(client, preview):
    unknown = refused(client, UNKNOWN)
    preview[0].expires_at = preview[0].made_at
    db.session.commit()
    assert refused(client, preview[1]) == unknown


def test_page_is_the_same_for_every_link(client, preview):
    pages = [client.get(f"/preview/{each}", buffered=True).data for each in (preview[1], UNKNOWN)]
    assert pages[0] == pages[1]
    assert b"Draft: not published, not for patients." in pages[0]


def test_page_leads_to_nothing_that_is_published(client):
    page = client.get(f"/preview/{UNKNOWN}", buffered=True).text
    assert 'href="/"' not in page
    assert "/enroll.html" not in page


def test_token_is_in_no_log(client, preview, caplog):
    caplog.set_level(logging.DEBUG)
    for path in (f"{LINK}/{preview[1]}", f"/preview/{preview[1]}", f"{LINK}/{preview[1]}/x"):
        client.get(path, buffered=True)
    assert preview[1] not in caplog.text


def test_error_behind_a_link_does_not_log_it(client, preview, caplog, monkeypatch):
    """A document that nobody can read is a mistake of ours."""
    preview[0].document = b"{"
    db.session.commit()
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client.get(f"{LINK}/{preview[1]}")
    client.application.config["PROPAGATE_EXCEPTIONS"] = None
    assert (answer.status_code, preview[1] in caplog.text) == (500, False)
    assert "previews/<token>" in caplog.text

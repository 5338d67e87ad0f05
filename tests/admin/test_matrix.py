"""Every route, every role and nobody, every method: the table that is committed, and no more."""

import pytest

from tests.admin.matrix import COMMITTED, WHO, column, table

pytestmark = pytest.mark.drill


# Who may do what is decided before any database is asked: one of them is enough.
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_answers_are_those_of_the_committed_matrix(staff_app, staff_session, counts):
    found = table({who: column(staff_app, who) for who in WHO})
    counts(f"staff routes as {len(WHO)} kinds of people: {len(found.splitlines()) - 1} lines")
    print(found)
    assert found == COMMITTED.read_text()


def test_route_by_accident_would_be_in_the_matrix():
    """The control: a line that nobody committed makes the table another."""
    cells = {("/planted/", "GET"): {200}}
    assert "/planted/" in table(dict.fromkeys(WHO, cells))

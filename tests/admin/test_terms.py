"""The words to avoid, as reviewers keep them."""

import pytest

from models.base import db
from models.staff import Role
from services import terms
from tests.admin.pages import opened, send

KEEPERS = (Role.REVIEWER, Role.ADMIN)
NEW = "/terms/new/"


@pytest.fixture
def reviewer(desk):
    return desk("reviewer")


def path():
    return f"/terms/edit/?id={terms.find('addict').id}"


def new_term(client, **changes):
    given = {"name": "squeak", "avoid": "squeak\nsqueaks", "prefer": "work", "level": "warn"}
    return send(client, NEW, opened(client, NEW).typed(**{**given, **changes}))


def test_list_has_every_term(reviewer):
    page = reviewer.get("/terms/").text
    assert page.count('<th scope="row"') == 33
    assert "person with a substance use disorder" in page


@pytest.mark.parametrize("role", [each for each in Role if each not in KEEPERS])
@pytest.mark.parametrize("address", ["/terms/", NEW])
def test_nobody_else_keeps_them(desk, role, address):
    assert desk(role).get(address).status_code == 403


@pytest.mark.parametrize("role", KEEPERS)
def test_term_is_changed(desk, role):
    client = desk(role)
    answer = send(client, path(), opened(client, path()).typed(avoid="addict\n\n dope fiend "))
    assert (answer.status_code, terms.find("addict").avoid) == (302, ["addict", "dope fiend"])


def test_name_of_a_term_stays(reviewer):
    send(reviewer, path(), opened(reviewer, path()).typed(name="another"))
    assert terms.find("addict")


def test_new_term_is_kept(reviewer):
    assert new_term(reviewer).status_code == 302
    assert terms.find("squeak").avoid == ["squeak", "squeaks"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Write what the term is called."),
        ({"name": "addict"}, "There is a term of this name already."),
        ({"prefer": ""}, "Write what to say instead."),
        ({"avoid": " \n"}, "Write at least one word or phrase"),
        ({"level": "shout"}, "Choose one of the list."),
    ],
    ids=["no name", "name taken", "nothing instead", "no words", "no level"],
)
def test_wrong_term_is_refused_with_what_was_typed(reviewer, changes, words):
    answer = new_term(reviewer, reason="Typed with care", **changes)
    assert (answer.status_code, len(terms.in_order())) == (200, 33)
    assert words in answer.text
    assert "Typed with care" in answer.text


def test_late_save_is_refused(reviewer):
    form = opened(reviewer, path()).typed(prefer="mine")
    term = terms.find("addict")
    data = {"avoid": term.avoid, "prefer": "theirs"}
    terms.change(term, data, seen_version=term.version, actor="somebody")
    db.session.commit()
    answer = send(reviewer, path(), form)
    assert "Somebody else changed this term" in answer.text
    assert terms.find("addict").prefer == "theirs"


def test_typed_again_is_not_saved(reviewer):
    form = opened(reviewer, path()).typed(prefer="mine", _redisplay="1")
    assert "is here again" in send(reviewer, path(), form).text
    assert terms.find("addict").prefer != "mine"


@pytest.mark.parametrize("query", ["", "?id=x", "?id=999999"])
def test_term_that_is_not_there_leads_nowhere(reviewer, query):
    assert reviewer.get(f"/terms/edit/{query}").status_code == 404

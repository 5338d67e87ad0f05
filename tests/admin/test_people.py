"""The staff screen: administrators invite people and say what each may do."""

import re

import pytest
from sqlalchemy import Engine, event, select

from models.audit import AuditEvent
from models.base import db
from models.staff import Role
from services import links, staff
from tests.people import PASSWORD, at_work, person, post, signed_in

LINK = re.compile(r'value="http://127.0.0.1:8001/link/([\w-]{43})"')
NEW = {"email": "New@example.com", "name": "New Person", "roles": ["editor", "auditor"]}


@pytest.fixture
def admin(staff_client):
    """A browser in which an administrator is signed in."""
    return at_work(staff_client, person("admin", name="Ada Admin"))


def page_of(made):
    return f"/staff/person/{made.id}/"


def do(client, made, deed, **fields):
    return post(client, page_of(made), do=deed, **fields)


def fresh(made):
    db.session.refresh(made)
    return made


def actions(made):
    query = select(AuditEvent.action).where(AuditEvent.target == str(made))
    return set(db.session.scalars(query))


@pytest.mark.parametrize("role", [each for each in Role if each != Role.ADMIN])
@pytest.mark.parametrize("path", ["/staff/", "/staff/invite/", "/staff/person/1/"])
def test_nobody_else_sees_accounts(staff_client, role, path):
    at_work(staff_client, person(role))
    assert staff_client.get(path).status_code == 403
    assert post(staff_client, path, "/account/").status_code in (403, 405)


def test_list_says_what_everybody_is(admin):
    links.invite("invited@example.com", "Ivy Invited", [Role.EDITOR], "staff 1")
    person("editor", "auditor", name="Eve Editor")
    person("editor", name="Dan Gone", active=False)
    db.session.commit()
    text = admin.get("/staff/").text
    for words in ("Ada Admin", "Editor, Auditor", "Invited, not here yet", "Deactivated", "Active"):
        assert words in text


def test_list_is_sorted(admin):
    person("editor", name="Zoe Last", email="aaa@example.com")
    person("editor", name="Abe First", email="zzz@example.com")
    by_mail = admin.get("/staff/?sort=email").text
    by_name = admin.get("/staff/?sort=no-such").text
    assert by_mail.index("Zoe Last") < by_mail.index("Abe First")
    assert by_name.index("Abe First") < by_name.index("Zoe Last")


def test_nobody_is_searched_for_in_an_address(admin):
    """It would stand in logs and in the way back after an idle log-out."""
    assert 'type="search"' not in admin.get("/staff/").text


def test_invited_person_comes_in(admin, staff_app):
    page = post(admin, "/staff/invite/", **NEW)
    token = LINK.search(page.text)[1]
    made = staff.find_by_email("new@example.com")
    assert (made.role_names, made.active) == ({Role.EDITOR, Role.AUDITOR}, False)
    assert post(staff_app.test_client(), f"/link/{token}", password=PASSWORD, again=PASSWORD)
    assert fresh(made).active
    assert "staff.invited" in actions(made)
    signed_in(staff_app, made)


def test_invitation_that_was_made_is_no_longer_kept_in_the_browser(admin):
    """Else its form would come back filled, and its boxes with it, for the next person."""
    assert 'data-saved="/staff/invite/"' in post(admin, "/staff/invite/", **NEW).text


def test_kept_invitation_is_shown_and_not_made_again(admin):
    page = post(admin, "/staff/invite/", _redisplay="1", **NEW)
    assert f'value="{NEW["name"]}"' in page.text
    assert staff.find_by_email(NEW["email"]) is None


def test_link_is_shown_once(admin):
    token = LINK.search(post(admin, "/staff/invite/", **NEW).text)[1]
    made = staff.find_by_email("new@example.com")
    assert token not in admin.get("/staff/").text + admin.get(page_of(made)).text


def test_same_address_again_is_refused_and_kept_in_the_form(admin):
    known = person("editor").email
    page = post(admin, "/staff/invite/", email=known.upper(), name="Twice")
    assert "There is an account with this e-mail address already." in page.text
    assert 'value="Twice"' in page.text


@pytest.mark.parametrize(
    "wrong", [{"email": "none"}, {"name": ""}, {"name": "a\0b"}, {"name": " "}]
)
def test_invitation_of_nobody_is_refused(admin, wrong):
    page = post(admin, "/staff/invite/", **(NEW | wrong))
    assert page.status_code == 200
    assert not LINK.search(page.text)


def test_unknown_role_is_none(admin):
    made = person("editor")
    do(admin, made, "roles", roles=["owner", "reviewer"])
    assert fresh(made).role_names == {Role.REVIEWER}


def test_roles_are_changed(admin):
    made = person("editor")
    assert do(admin, made, "roles", roles=["reviewer", "publisher"]).location == page_of(made)
    assert fresh(made).role_names == {Role.REVIEWER, Role.PUBLISHER}
    assert "staff.roles_changed" in actions(made)


def test_page_says_what_each_role_may(admin):
    text = admin.get(page_of(person("editor"))).text
    assert text.count('type="checkbox"') == len(Role)
    assert len(re.findall(r"checked[^>]*>", text)) == 1
    assert "works with requests to enroll, and with nothing else" in text


def test_deactivated_and_reactivated(admin, staff_app):
    made = person("editor")
    theirs = signed_in(staff_app, made)
    do(admin, made, "deactivate")
    assert (fresh(made).active, theirs.get("/account/").status_code) == (False, 302)
    do(admin, made, "reactivate")
    assert fresh(made).active
    assert {"staff.deactivated", "staff.reactivated"} <= actions(made)


@pytest.mark.parametrize("deed", ["deactivate", "roles"])
def test_last_administrator_is_told_why_not(admin, deed):
    made = staff.everybody()[0]
    assert do(admin, made, deed).status_code == 302
    assert "This is the last active administrator." in admin.get(page_of(made)).text
    assert fresh(made).active
    assert made.has_role("admin")


def test_link_for_a_new_password(admin, staff_app):
    made = person("editor")
    token = LINK.search(do(admin, made, "link").text)[1]
    theirs, new = signed_in(staff_app, made), "seven quiet rivers bend"
    post(staff_app.test_client(), f"/link/{token}", password=new, again=new)
    assert theirs.get("/account/").status_code == 302
    assert "staff.reset_link_made" in actions(made)


def test_lost_phone(admin):
    made = person("editor", second_factor=True)
    assert "Remove the second step" in admin.get(page_of(made)).text
    do(admin, made, "second-factor")
    assert not fresh(made).has_second_factor
    assert "Remove the second step" not in admin.get(page_of(made)).text


@pytest.mark.parametrize("deed", ["", "delete"])
def test_unknown_deed_is_refused(admin, deed):
    made = person("editor")
    assert do(admin, made, deed).status_code == 400
    assert fresh(made).active


@pytest.mark.parametrize("key", [2**31 - 1, 2**31, "x"])
def test_unknown_person_is_nowhere(admin, key):
    assert admin.get(f"/staff/person/{key}/").status_code == 404


def test_change_needs_the_password_of_a_moment_ago(admin):
    made = person("editor")
    with admin.session_transaction() as session:
        session["fs_paa"] -= 15 * 60
    assert do(admin, made, "deactivate").location == f"/verify?next={page_of(made)}"
    assert fresh(made).active


def queries_of(client, path):
    """How many statements one page takes."""
    seen = []
    hear = lambda *_: seen.append(1)  # noqa: E731
    event.listen(Engine, "before_cursor_execute", hear)
    client.get(path)
    event.remove(Engine, "before_cursor_execute", hear)
    return len(seen)


def test_number_of_queries_does_not_grow_with_people(admin):
    person("editor")
    few = queries_of(admin, "/staff/")
    for _ in range(5):
        person("editor", "auditor")
    assert queries_of(admin, "/staff/") == few

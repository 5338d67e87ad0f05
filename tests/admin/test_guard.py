"""Guarded by default: what no table names, nobody may do, and it has no address."""

from types import MappingProxyType

import pytest
from flask_admin import expose
from flask_admin.contrib.sqla import ModelView

from admin import access, guard
from admin.access import GRANTS, Permission
from admin.guard import Guarded
from models.staff import Role
from tests.apps import opened


def views(app):
    return app.extensions["admin"][0]._views


def test_every_view_is_guarded(staff_app):
    assert [each for each in views(staff_app) if not isinstance(each, Guarded)] == []


def test_stock_view_would_be_open(staff_app):
    """The control: Flask-Admin's own view lets everybody in."""
    assert ModelView.is_accessible(None) is True
    assert not issubclass(ModelView, Guarded)


def test_every_function_with_an_address_says_what_it_needs(staff_app):
    silent = [
        (type(view).__name__, name)
        for view in views(staff_app)
        for _, name, _ in view._urls
        if name not in view.needs
    ]
    assert silent == []


class Planted(Guarded):
    """Names one of its two functions."""

    needs = MappingProxyType({"index_view": Permission.MANAGE_STAFF})

    @expose("/")
    def index_view(self):
        return "for administrators"

    @expose("/forgotten/", methods=("GET", "POST"))
    def forgotten(self):
        return "for everybody?"


@pytest.fixture
def planted(databases):
    with opened("staff", databases.new("sqlite")) as app:
        app.extensions["admin"][0].add_view(Planted("Planted", endpoint="planted", url="/planted"))
        yield app


def test_function_that_was_forgotten_has_no_address(planted):
    rules = {str(rule) for rule in planted.url_map.iter_rules() if "planted" in str(rule)}
    assert rules == {"/planted/"}


def test_nobody_gets_further_than_sign_in(staff_client, staff_app):
    """Every address with one answer for nobody, but those that are meant for them."""
    answers = {}
    for rule in staff_app.url_map.iter_rules():
        if rule.endpoint not in guard.OPEN and "GET" in rule.methods:
            path = str(rule).replace("<int(max=2147483647):key>", "1")
            answers[path] = staff_client.get(path).headers.get("Location", "").partition("?")[0]
    assert len(answers) > 40
    assert {path for path, leads in answers.items() if leads != "/login"} == {"/tf-rescue"}


@pytest.mark.parametrize("role", Role)
def test_no_role_may_do_everything(role):
    assert GRANTS[role] < set(Permission)


def test_content_and_accounts_are_apart():
    both = {Permission.EDIT_GUIDE, Permission.MANAGE_STAFF}
    assert not [role for role in Role if both <= GRANTS[role]]


def test_permission_that_no_role_has_is_seen(staff_app):
    granted = set().union(*GRANTS.values())
    assert set(Permission) == granted
    with staff_app.test_request_context():
        assert not access.may(Permission.PUBLISH)

"""Where a person is sent, and where back to: always to this site, and never to a mere deed."""

from flask import request, url_for
from flask_security.utils import validate_redirect_url

# Whoever was here has nothing to come back to.
PASSING = {"security.login", "security.logout", "account.stay"}


def back_here() -> str:
    """The address of this page; of a form, that is where it is sent to. Empty for a mere deed."""
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()) or request.endpoint in PASSING:
        return ""
    return request.full_path.rstrip("?")


def to_sign_in(back: str) -> str:
    return url_for("security.login", next=back or None)


def to_password(back: str) -> str:
    return url_for("security.verify", next=back or None)


def next_page() -> str:
    """Where the address says to go on, if that is here."""
    wanted = request.args.get("next", "")
    # In a link browsers read a backslash as a slash, and two slashes lead elsewhere.
    local = wanted.startswith("/") and "\\" not in wanted and validate_redirect_url(wanted)
    return wanted if local else url_for("account.index_view")

"""Refusals as pages that say what to do, and repeat nothing of what was sent."""

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, InternalServerError

from admin.headers import csp_nonce
from models.base import db

Answer = tuple[str, int]

WORDS: dict[int, tuple[str, str]] = {
    400: ("Not understood", "The request could not be read. Go back and try again."),
    403: ("Not for your account", "Your roles do not include this. Ask an administrator."),
    404: ("Nothing here", "There is nothing at this address, or it lies in the trash."),
    405: ("Not this way", "This address cannot be opened like that. Go back and try again."),
    409: ("Changed meanwhile", "Somebody else changed this at the same moment. Try again."),
    411: ("Length required", "The request did not say how long it is."),
    413: ("Too long", "That is more text than one record can hold. Shorten it and try again."),
    500: ("A mistake of ours", "Something went wrong, and nothing was changed. Try again later."),
}
CSRF = (
    "Reload the page first",
    "This page was open too long, so nothing was done. Go back, reload it and try again: "
    "what you typed is offered again.",
)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(StaleDataError, _changed_meanwhile)


def refused(error: HTTPException) -> Answer | HTTPException:
    """The refusal as a page."""
    code = error.code or 500
    if isinstance(error, InternalServerError):
        return _broken(*WORDS[500]), 500
    return page(code, *WORDS.get(code, WORDS[400])) if code >= 400 else error


def _broken(title: str, text: str) -> str:
    """The database may be what is broken. Flask's own way would ask it who is signed in."""
    template = current_app.jinja_env.get_template("staff/broken.html")
    return template.render(title=title, text=text, csp_nonce=csp_nonce)


def page(code: int, title: str, text: str) -> Answer:
    return render_template("staff/refused.html", code=code, title=title, text=text), code


def _changed_meanwhile(_error: StaleDataError) -> Answer | HTTPException:
    # Until then the session answers nothing, and the page names who is signed in.
    db.session.rollback()
    return refused(Conflict())


def _forged(_error: CSRFError) -> Answer:
    return page(400, *CSRF)

"""Refusals as pages that say what to do, and repeat nothing of what was sent."""

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, InternalServerError

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
    app.register_error_handler(StaleDataError, lambda _error: refused(Conflict()))


def refused(error: HTTPException) -> Answer | HTTPException:
    """The refusal as a page."""
    code = error.code or 500
    if isinstance(error, InternalServerError):
        # The database may be what is broken: this page asks it for nothing.
        return render_template("staff/broken.html", title=WORDS[500][0], text=WORDS[500][1]), 500
    return page(code, *WORDS.get(code, WORDS[400])) if code >= 400 else error


def page(code: int, title: str, text: str) -> Answer:
    return render_template("staff/refused.html", code=code, title=title, text=text), code


def _forged(_error: CSRFError) -> Answer:
    return page(400, *CSRF)

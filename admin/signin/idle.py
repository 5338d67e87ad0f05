"""A session ends 15 minutes after its last request, and 12 hours after it began in any case.

Both moments stand in the signed cookie. What comes too late is not done: the person is led to
sign-in and from there back to the same page, where the browser still has what was typed.
"""

import time

from flask import Flask, flash, redirect, request, session
from flask.typing import ResponseReturnValue

from admin.signin.ways import back_here, to_sign_in

SECONDS = 15 * 60
LONGEST = 12 * 60 * 60
# Not at every request: an answer that is late must not bring back the cookie of before.
SECONDS_BETWEEN_SIGNS = 10
SAID = "You were signed out after 15 minutes without a sign of you. What you typed was kept."
SAID_LONGEST = "You were signed out after 12 hours. What you typed was kept."
# Asked for without a person's doing: no sign of life, and the same for everybody.
UNWATCHED = {"assets", "health.healthz", "health.readyz"}
# Pages that mean the same to whoever is not signed in.
OPEN = {"security.login", "links.show"}


def init_app(app: Flask) -> None:
    # Before the view, so that nothing is set in the cookie of a request that fails.
    app.before_request(_watch)
    app.context_processor(lambda: {"idle_seconds": SECONDS})


def _watch() -> ResponseReturnValue | None:
    if request.endpoint in UNWATCHED:
        return None
    now = int(time.time())
    said = _over(now) if _somebody() else ""
    if said:
        session.clear()
    if not _somebody():
        session["since"] = session["seen"] = now
    if now - session.get("seen", 0) >= SECONDS_BETWEEN_SIGNS:
        session["seen"] = now
    return _say(said) if said else None


def _somebody() -> bool:
    """Signed in, or half way there."""
    return "_user_id" in session or "tf_user_id" in session


def _over(now: int) -> str:
    """Why the session has ended, or nothing."""
    if now - session.get("since", 0) >= LONGEST:
        return SAID_LONGEST
    return SAID if now - session.get("seen", 0) >= SECONDS else ""


def _say(words: str) -> ResponseReturnValue | None:
    flash(words, "info")
    if request.method == "GET" and request.endpoint in OPEN:
        return None
    return redirect(to_sign_in(back_here()))

"""What changes other people's accounts needs the password of a moment ago."""

import time

from flask import flash, redirect, session
from flask.typing import ResponseValue

from admin.signin.settings import FRESH, SENTENCES
from admin.signin.ways import back_here, to_password


def is_fresh() -> bool:
    return abs(time.time() - session.get("fs_paa", 0)) < FRESH.total_seconds()


def ask() -> ResponseValue:
    """To the password, and from there back here."""
    flash(*SENTENCES["SECURITY_MSG_REAUTHENTICATION_REQUIRED"])
    return redirect(to_password(back_here()))

"""What the start page says of e-mail."""

from flask import url_for

from admin import mail_words
from admin.waiting import Waiting
from services import mail_standing


def failing() -> Waiting:
    text = "E-mail that did not come through, to people who still wait for it."
    here = url_for("messages.index_view", flt2_needs_a_look_is="yes")
    return Waiting("Failed messages", mail_standing.failing(), text, here, "Look at messages")


def waiting() -> Waiting:
    """Only where nothing is going to send them."""
    count = mail_standing.waiting() if mail_words.without_server() == "waits" else 0
    text = "E-mail that nobody sends: no mail server is set."
    return Waiting("Mail waits", count, text, url_for("messages.index_view"), "Look at messages")

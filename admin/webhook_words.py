"""Where a webhook stands, and what came of what it was sent, in words and with a colour."""

from markupsafe import Markup

from models.delivery import Delivery, DeliveryState, Result
from models.webhook import Webhook, WebhookState

STATES = {
    WebhookState.ON: ("On", "status-live"),
    WebhookState.OFF: ("Off", "status-off"),
    WebhookState.GONE: ("Refused for good", "status-trash"),
}
DELIVERIES = {
    DeliveryState.WAITING: ("Waiting", "status-draft"),
    DeliveryState.DELIVERED: ("Delivered", "status-live"),
    DeliveryState.FAILED: ("Not delivered", "status-trash"),
}
TRIED = ("Waiting for another try", "status-warn")
RESULTS = {
    Result.TAKEN: "Taken (2xx)",
    Result.REDIRECT: "Led elsewhere (3xx): no redirect is followed",
    Result.REFUSED: "Refused (4xx)",
    Result.GONE: "Wants no more of it (410)",
    Result.BROKEN: "A mistake there (5xx)",
    Result.NO_NAME: "No machine of that name was found",
    Result.PRIVATE: "It leads into a private network",
    Result.UNREACHABLE: "No connection",
    Result.TLS: "Its certificate is not right",
    Result.TIMEOUT: "No answer in time",
    Result.NO_ANSWER: "An answer that makes no sense",
    Result.NO_SECRET: "Its secret does not open with the keys of this installation",
    Result.MISTAKE: "A mistake of ours: the log of the runner names it",
}


def state(webhook: Webhook) -> Markup:
    return _badge(*STATES[webhook.state])


def delivery_state(delivery: Delivery) -> Markup:
    tried = delivery.state == DeliveryState.WAITING and delivery.last_result
    return _badge(*(TRIED if tried else DELIVERIES[delivery.state]))


def message(delivery: Delivery) -> str:
    number = delivery.edition_number
    return f"Edition {number}" if number else "Test message"


def result(given: Result) -> str:
    return RESULTS[given]


def _badge(words: str, css: str) -> Markup:
    return Markup('<span class="status {}">{}</span>').format(css, words)

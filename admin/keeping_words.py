"""The codes of wishes, holds and receipts, as people at the clinic say them."""

from models.consent import ConsentPurpose, Wish, WishedBy
from models.legal_hold import HoldReason
from models.purge_receipt import PurgeReason

WAYS = {
    ConsentPurpose.CALL: "Phone calls",
    ConsentPurpose.TEXT: "Text messages",
    ConsentPurpose.EMAIL: "E-mail",
    ConsentPurpose.LEAVE_MESSAGE: "Leaving a message",
}
PURPOSES = {ConsentPurpose.PRIVACY_NOTICE: "Privacy notice", **WAYS}
# In the order in which they are offered: what an applicant who says "stop" means comes first.
WISHES = {
    Wish.STOP_ALL: "Stop all contact",
    Wish.STOP_ONE: "Stop one way of contact",
    Wish.DELETE_ALL: "Delete everything",
}
WISHED_BY = {
    WishedBy.CALLED: "They called us",
    WishedBy.TEXTED_STOP: "They answered STOP to a text message",
    WishedBy.EMAIL: "They wrote an e-mail",
    WishedBy.LETTER: "They wrote a letter",
    WishedBy.IN_PERSON: "They said so in person",
}
HOLDS = {
    HoldReason.LEGAL_CLAIM: "A legal claim",
    HoldReason.INVESTIGATION: "An investigation",
    HoldReason.COMPLAINT: "A complaint",
    HoldReason.ADVICE_OF_COUNSEL: "Advice of counsel",
}
PURGED = {
    PurgeReason.RETENTION: "The time that the form promised was over",
    PurgeReason.WISH: "The applicant asked for it",
    PurgeReason.TEST: "It was a test",
}

"""The keys that requests are sealed to: where each stands, and which have no copy elsewhere."""

from flask import current_app
from flask_admin import expose

from admin.access import Permission
from admin.guard import Guarded
from models.key_epoch import EpochState, KeyEpoch
from services import epochs, keyring

STATES = {
    EpochState.CURRENT: ("Seals now", "live"),
    EpochState.RETIRING: ("Only opens", "draft"),
    EpochState.DESTROYED: ("Destroyed", "off"),
}


class KeysView(Guarded):
    needs = {"index_view": Permission.READ_KEYS}

    def __init__(self) -> None:
        super().__init__("Keys", "Administration", endpoint="keys", url="/keys")

    @expose("/")
    def index_view(self) -> str:
        missing = {each.key_id for each in epochs.without_copy()}
        found = list(reversed(epochs.all_()))
        lost = without_private_half()
        return self.render("staff/keys.html", found=found, missing=missing, lost=lost, state=_state)


def without_private_half() -> list[str]:
    """As the process of staff sees it, by names alone."""
    config = current_app.config
    return keyring.without_private_half(config["SEALING_KEYS"], config["OPENING_KEYS"])


def _state(epoch: KeyEpoch) -> tuple[str, str]:
    return STATES[epoch.state]

"""What was asked for, given out and looked up in an office, and its keys."""

from playwright.sync_api import Page, expect

from models.base import db
from models.columns import utcnow
from models.enrollment import Enrollment
from services import actors, epochs, keyring, references
from services.keyring import Ring
from tests import exporting
from tests.journeys.staff.office import Office
from tests.journeys.staff.tour.deeds import PROBLEM, press
from tests.journeys.staff.tour.story import Cast
from tests.people import person


def give(office: Office, cast: Cast) -> None:
    """One export that Cora asked for and may download, one that waits for her; and two keys."""
    with office.app.app_context():
        cora = actors.called(f"staff {cast.people['cora'].id}")
        other = actors.of(person("coordinator", name="Dora Desk", email="dora@example.com"))
        assert cora
        ready = exporting.approved(cora)
        cast.ids.update(ready=ready.id, receipt=exporting.given(ready, cora).id)
        cast.ids.update(waiting=exporting.asked(other).id, own=exporting.asked(cora).id)
        request = db.session.get_one(Enrollment, cast.ids["request"])
        cast.tokens["reference"] = references.shown(request.reference)
        _keep_keys(_ring(office))
        db.session.commit()


def find(page: Page, _office: Office, _cast: Cast) -> None:
    page.get_by_label("Phone number or e-mail address").fill("202-555-0188")
    page.get_by_label("Why you look").select_option(index=1)
    press(page, "Find")
    expect(page.get_by_role("heading", name="What was found")).to_be_visible()


def find_nothing(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Find")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def ask_for_nothing(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Ask for it")
    expect(page.get_by_text(PROBLEM).first).to_be_visible()


def ask_to_approve(page: Page, _office: Office, _cast: Cast) -> None:
    press(page, "Approve")
    expect(page.get_by_role("dialog")).to_be_visible()


def _ring(office: Office) -> Ring:
    folders = ("SEALING_KEYS", "OPENING_KEYS", "LOOKUP_KEYS")
    return Ring(*(office.app.config[each] for each in folders))


def _keep_keys(ring: Ring) -> None:
    """The older one has a copy, and the newer one none yet."""
    epochs.adopt(ring, utcnow())
    epochs.note_escrow(ring.opening, "The safe in the office", utcnow())
    keyring.add(ring.sealing, ring.opening)
    epochs.adopt(ring, utcnow())

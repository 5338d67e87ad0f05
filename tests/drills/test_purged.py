"""What was purged is in no table; a backup from before opens for nobody once its key is gone."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import select

from models.base import db
from models.columns import utcnow
from models.enrollment import Enrollment, EnrollmentStatus
from models.key_epoch import EpochState
from models.purge_receipt import PurgeReceipt
from services import epochs, keyring, opening, purge_receipts, purging, resealing
from services.keyring import OpeningKeys, Ring
from services.policies import RETENTION
from services.sealing import CannotOpen
from tests.databases import Databases
from tests.drills import traces
from tests.drills.guide import Guide, prepare
from tests.enrolling import people, received
from tests.keeping import confirm, hold

pytestmark = pytest.mark.drill

PEOPLE, HELD = 60, 5
FIELDS = ("name", "surname", "phone", "email", "interpreter", "accessibility", "message")
KEPT_NOWHERE = timedelta(0)


@pytest.fixture(scope="module")
def sent() -> list[dict[str, Any]]:
    return list(people(PEOPLE, seed=11))


@pytest.fixture(scope="module")
def told(guide: Guide, sent: list[dict[str, Any]]) -> dict[str, str]:
    """Reference to name, of all who asked; some are under a legal hold."""
    with guide.opened():
        confirm()
        made = [received(f"key {number}", **body) for number, body in enumerate(sent)]
        for each in made[:HELD]:
            hold(each)
        return {each.reference: sent[number]["name"] for number, each in enumerate(made)}


@pytest.fixture(scope="module")
def backup(guide: Guide, told: dict[str, str], databases: Databases) -> Guide:
    """The whole database as it was before anything was purged, restored to be looked at."""
    return prepare(guide.kind, databases.copy(guide.settings))


@pytest.fixture(scope="module")
def escrow(guide: Guide, told: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The private keys as they were then."""
    there: Path = tmp_path_factory.mktemp("escrow") / "opening"
    copytree(_ring(guide).opening, there)
    return there


@pytest.fixture(scope="module")
def ciphertexts(guide: Guide, told: dict[str, str]) -> dict[str, bytes]:
    """What was sealed of each, as it lay in the database."""
    with guide.opened():
        return dict(iter(db.session.execute(select(Enrollment.reference, Enrollment.sealed))))


@pytest.fixture(scope="module")
def purged(guide: Guide, backup: Guide, escrow: Path, ciphertexts: dict[str, bytes]) -> set[str]:
    """All that were due are purged; the key that they were sealed to is destroyed."""
    with guide.opened():
        later = utcnow() + timedelta(days=RETENTION.days)
        while purging.purge_due(later):
            db.session.commit()
        _destroy_first_key(_ring(guide))
        return set(db.session.scalars(select(PurgeReceipt.reference)))


def test_purged_records_data_is_in_no_table(
    guide: Guide,
    purged: set[str],
    sent: list[dict[str, Any]],
    ciphertexts: dict[str, bytes],
    counts: Callable[[str], None],
) -> None:
    with guide.opened():
        rows = traces.database()
        left = set(db.session.scalars(_sealed().with_only_columns(Enrollment.reference)))
    assert (len(purged), left) == (PEOPLE - HELD, ciphertexts.keys() - purged)
    assert [each for each in purged if ciphertexts[each] in rows] == []
    assert traces.found(traces.values_of(sent, FIELDS), rows) == set()
    counts(f"purged on {guide.kind}: nothing of {len(purged)} people in {len(rows) / 1e6:.1f} MB")


def test_record_that_was_not_purged_is_found(
    guide: Guide, backup: Guide, purged: set[str], ciphertexts: dict[str, bytes]
) -> None:
    """The control: in the backup all of it lies around, sealed."""
    with backup.opened():
        rows = traces.database()
    assert [each for each in purged if ciphertexts[each] not in rows] == []


def test_backup_opens_for_nobody_once_the_key_is_destroyed(
    guide: Guide, backup: Guide, purged: set[str], counts: Callable[[str], None]
) -> None:
    keys = keyring.opening_keys(_ring(guide).opening)
    with backup.opened():
        opened = [each for each in _requests(purged) if _name(each, keys)]
    assert (opened, len(keys)) == ([], 1)
    counts(f"backup on {guide.kind}, key destroyed: 0 of {len(purged)} purged requests open")


def test_backup_opens_while_the_key_is_there(
    backup: Guide, purged: set[str], escrow: Path, told: dict[str, str]
) -> None:
    """The control: with a copy of the key that nobody destroyed."""
    keys = keyring.opening_keys(escrow)
    with backup.opened():
        names = {each.reference: _name(each, keys) for each in _requests(purged)}
    assert names == {each: told[each] for each in purged}


def test_held_requests_still_open(guide: Guide, purged: set[str], told: dict[str, str]) -> None:
    """They were sealed anew before the old key went."""
    keys = keyring.opening_keys(_ring(guide).opening)
    with guide.opened():
        found = {each.reference: _name(each, keys) for each in db.session.scalars(_sealed())}
    assert found == {each: told[each] for each in told.keys() - purged}


def test_receipts_say_that_the_key_is_gone(guide: Guide, purged: set[str]) -> None:
    with guide.opened():
        found = map(purge_receipts.epoch_of, db.session.scalars(select(PurgeReceipt)))
        assert {each.state for each in found if each} == {EpochState.DESTROYED}


def _sealed() -> Any:
    return select(Enrollment).where(Enrollment.status != EnrollmentStatus.PURGED)


def _requests(references: set[str]) -> Iterator[Enrollment]:
    return iter(db.session.scalars(select(Enrollment).where(Enrollment.reference.in_(references))))


def _name(enrollment: Enrollment, keys: OpeningKeys) -> str:
    try:
        return str(opening.contents(enrollment, keys)["name"])
    except CannotOpen:
        return ""


def _ring(guide: Guide) -> Ring:
    keys = guide.settings["INSTANCE"] / "keys"
    return Ring(*(keys / each for each in ("sealing", "opening", "lookup")))


def _destroy_first_key(ring: Ring) -> None:
    """As the runner does it, where no backup is meant to be kept."""
    now = utcnow()
    epochs.adopt(ring, now)
    epochs.rotate(ring, now)
    db.session.commit()
    to = keyring.sealing_key(ring.sealing)
    for _ in resealing.batches(keyring.opening_keys(ring.opening), to):
        db.session.commit()
    epochs.note_empty(now)
    for each in epochs.due(now, KEPT_NOWHERE):
        epochs.destroy(each, ring, now)
    db.session.commit()

"""Receipts of what was deleted: for whoever asks whether it was, and when it was due."""

from sqlalchemy import select

from models.base import db
from models.key_epoch import KeyEpoch
from models.purge_receipt import PurgeReceipt


def find(key: int | None) -> PurgeReceipt | None:
    return db.session.get(PurgeReceipt, key) if key else None


def of_enrollment(key: int) -> PurgeReceipt | None:
    return db.session.scalar(select(PurgeReceipt).where(PurgeReceipt.enrollment_id == key))


def epoch_of(receipt: PurgeReceipt) -> KeyEpoch | None:
    """Of the key it was sealed to, where that is on record."""
    return db.session.get(KeyEpoch, receipt.key_id)

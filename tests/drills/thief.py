"""Whoever broke into a process: tries to open a request with everything that is in it.

Run as `python -m tests.drills.thief ROLE REFERENCE`, over the settings in the environment. Says how
much was tried and what opened, and waits, so that its memory can be searched from outside.
"""

import base64
import binascii
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from itertools import chain, product

from flask import Flask
from sqlalchemy import select

from app import create_app
from models.base import db
from models.enrollment import Enrollment
from services import arrivals, enrollment_form, forms, intake, keyring, sealing
from services.sealing import POINT_BYTES, CannotOpen, OpeningKey, Sealed

WHOLE, SEED, SCALAR = 96, 64, 32
ONES = b"\1" * SCALAR
DECODERS: tuple[Callable[[bytes], bytes], ...] = (
    binascii.unhexlify,
    base64.b64decode,
    base64.urlsafe_b64decode,
)


def main(role: str, reference: str) -> None:
    supervisor, app = create_app(), create_app(role)
    with app.app_context():
        # A fork of the supervisor has all of that in its memory besides.
        app.extensions["supervisor"] = supervisor
        work(app)
        tried, opened = rob(app, reference)
    print(json.dumps({"tried": tried, "opened": opened}), flush=True)
    sys.stdin.read()


def work(app: Flask) -> None:
    """What the process does all day; staff's also reads its keys."""
    desk = arrivals.desk(app.config, forms.current())
    intake.receive(enrollment_form.example(), desk)
    db.session.commit()
    if app.config["OPENING_KEYS"]:
        app.extensions["opened"] = keyring.opening_keys(app.config["OPENING_KEYS"])


def rob(app: Flask, reference: str) -> tuple[int, int]:
    """How many values were tried as a key to the request, and how many keys opened it."""
    row = db.session.scalars(select(Enrollment).where(Enrollment.reference == reference)).one()
    sealed = Sealed(row.key_id, row.suite_id, row.sealed)
    db.session.rollback()
    found = {decoded for value in values(app) for decoded in decodings(value)}
    public = keyring.sealing_keys(app.config["SEALING_KEYS"])[sealed.key_id].data
    return len(found), sum(opens(key, reference, sealed) for key in candidates(found, public))


def opens(key: bytes, reference: str, sealed: Sealed) -> bool:
    try:
        sealing.open_(OpeningKey(sealed.key_id, key), reference, sealed)
    except (CannotOpen, ValueError):
        return False
    return True


def candidates(found: set[bytes], public: bytes) -> Iterator[bytes]:
    """Every value as long as a private key, and every two halves that fit the public one."""
    yield from _long(found, WHOLE)
    seeds = [each for each in _long(found, SEED) if is_seed_of(public, each)]
    scalars = [each for each in _long(found, SCALAR) if is_scalar_of(public, each)]
    yield from (seed + scalar for seed, scalar in product(seeds, scalars))


def is_seed_of(public: bytes, seed: bytes) -> bool:
    return sealing._public_half(seed + ONES)[:POINT_BYTES] == public[:POINT_BYTES]


def is_scalar_of(public: bytes, scalar: bytes) -> bool:
    return sealing._public_half(ONES + ONES + scalar)[POINT_BYTES:] == public[POINT_BYTES:]


def values(app: Flask) -> Iterator[bytes]:
    """Everything that can be read as bytes: configuration, environment, every living object."""
    told = [*map(str, app.config.values()), *os.environ.values()]
    for one in (*told, *chain.from_iterable(map(gc.get_referents, gc.get_objects()))):
        # By its type: some objects, asked what they are, look for a request.
        if issubclass(type(one), str):
            yield one.encode("utf-8", "replace")
        elif issubclass(type(one), bytes | bytearray):
            yield bytes(one)


def decodings(value: bytes) -> Iterator[bytes]:
    yield value
    for decode in DECODERS:
        try:
            yield decode(value.strip())
        except ValueError:
            continue


def _long(found: set[bytes], length: int) -> list[bytes]:
    return [each for each in found if len(each) == length]


if __name__ == "__main__":
    main(*sys.argv[1:])

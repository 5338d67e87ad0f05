"""A person who wants a receipt: asked for an address, and shown what will be sent."""

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import func, select

from models.base import db
from models.message import Message
from tests.journeys.enroll.applicant import Applicant

pytestmark = pytest.mark.drill

LABEL = "Send me a short receipt by e-mail"


def count(site: Flask) -> int:
    with site.app_context():
        return db.session.scalar(select(func.count(Message.id))) or 0


def test_receipt_without_an_address_is_refused_before_anything_is_sent(
    applicant: Applicant,
) -> None:
    applicant.open()
    applicant.fill()
    applicant.page.get_by_label(LABEL).check()
    applicant.check()
    expect(applicant.summary()).to_contain_text("Give an e-mail address for the receipt")


def test_receipt_waits_once_it_was_asked_for(applicant: Applicant, site: Flask) -> None:
    before = count(site)
    applicant.open()
    applicant.fill()
    applicant.page.get_by_label(LABEL).check()
    applicant.field("email").fill("avery@example.org")
    # As long as a person takes.
    applicant.page.wait_for_timeout(3500)
    applicant.check()
    expect(applicant.page.locator("#review")).to_contain_text(LABEL)
    applicant.send()
    applicant.reference()
    assert count(site) == before + 1

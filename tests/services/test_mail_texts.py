"""The words of e-mails: none says what the clinic does, in any language."""

import pytest

from models.message import Template
from services import enrollment_form, giveaways, mail_texts

FILLED = {"reference": "K7QF-9M2X-4TRD", "address": "https://staff.host.example/"}
ALL = [(name, language) for name, known in mail_texts.source().items() for language in known]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_no_word_tells_what_the_clinic_does(name, language):
    text = mail_texts.text(name, language, **FILLED)
    assert giveaways.found_in(f"{text.subject} {text.body}") == []


@pytest.mark.parametrize(
    "planted",
    [
        "Your recovery",
        "29:11 calls",
        "CLÍNICA",
        "about naltrexone",
        "Tratamiento",
        "rehabs",
        "\uff24rug",
    ],
)
def test_planted_word_is_found(planted):
    """The control."""
    assert giveaways.found_in(planted) != []


def test_every_template_has_words_in_the_first_language():
    assert mail_texts.source().keys() == {*Template, mail_texts.TEST}
    assert all(mail_texts.FIRST in each for each in mail_texts.source().values())


def test_language_that_nobody_wrote_gets_the_first():
    assert mail_texts.text("receipt", "es", **FILLED) == mail_texts.text("receipt", **FILLED)


@pytest.mark.parametrize(("name", "language"), ALL)
def test_subject_is_one_line_of_ascii(name, language):
    text = mail_texts.text(name, language, **FILLED)
    assert text.subject.isascii()
    assert text.subject.isprintable()


def test_words_are_confirmed_with_those_of_the_form():
    assert enrollment_form.shipped().source["e_mails"] == mail_texts.source()


def test_receipt_says_its_reference_and_nothing_of_a_person():
    body = mail_texts.text("receipt", **FILLED).body
    assert (FILLED["reference"] in body, "{" in body) == (True, False)


def test_notice_names_no_request():
    body = mail_texts.text("notice", **FILLED).body
    assert (FILLED["address"] in body, FILLED["reference"] in body) == (True, False)

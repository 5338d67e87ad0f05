"""Promises are found; warnings in the same words are not."""

import pytest

from tests.services.checks.records import answered

PROMISES = [
    "Naltrexone cures addiction.",
    "We guarantee that it works.",
    "It is clinically proven.",
    "It is a wonder drug.",
    "It is risk-free.",
    "It has no side effects.",
    "It works without any risk.",
    "It is 100 % effective.",
    "It always works.",
    "It works for everyone.",
    "Naltrexone is safe.",
    "It\N{RIGHT SINGLE QUOTATION MARK}s safe.",
    "It is a safe and gentle medicine.",
    "If you take it as told, it is safe.",
    "There is no doubt that it cures.",
    "It may not work for you, but it is safe.",
]
DOUBTFUL = [
    "It is not only cheap but safe.",
    "This way is safer.",
    "The best medicine of all.",
    "A breakthrough.",
    "The shot is painless.",
]
WARNINGS = [
    "There is no cure.",
    "It cannot cure you.",
    "A test is no guarantee.",
    "Nobody can guarantee this.",
    "This was not proven.",
    "No treatment works for everyone.",
    "No one can promise that it is free of risk for you.",
    "It isn't risk-free.",
    "It is not safe.",
    "It may not be safe to take.",
    "Ask if it is safe to start.",
    "Wait until your prescriber says that it is safe.",
    "Is it safe?",
    "Use it safely.",
    "Read about safety.",
    "Keep it in a safe place.",
    "To be safe, call us.",
    "Ask what is best for you.",
]


@pytest.mark.parametrize("text", PROMISES)
def test_promise_blocks(text):
    assert {level for level, _ in answered(text, "risky_claim")} == {"block"}


@pytest.mark.parametrize("text", DOUBTFUL)
def test_doubtful_word_warns(text):
    assert {level for level, _ in answered(text, "risky_claim")} == {"warn"}


@pytest.mark.parametrize("text", WARNINGS)
def test_warning_passes(text):
    assert answered(text, "risky_claim") == []


def test_one_place_is_told_once():
    assert answered("It is safe for you.", "risky_claim") == [("block", "is safe")]

"""Reading grades: of an item, with the sentence to begin with; of the whole guide."""

import subprocess
import sys

import pytest

import seeds
from services.checks import reading, texts
from tests.services.checks.records import TYPES, found

HARD = "Comprehensive rehabilitation facilitates sustained participation in outpatient care."
PLAIN = "Come to each visit. Bring a friend."


def hit(text):
    (only,) = [each for each in found("faqs", answer=text) if each.check == "reading_grade"]
    return only


def test_finding_stands_at_the_hardest_sentence():
    text = f"{PLAIN}\n\n- **Note:** {HARD}"
    assert text[hit(text).start : hit(text).end] == hit(text).excerpt == HARD


def test_finding_says_the_grade():
    assert "school grade" in hit(HARD).says


@pytest.mark.parametrize("name", ["Naltrexone", "Vivitrol", "buprenorphine", "SAMHSA"])
def test_name_of_a_medicine_makes_no_text_harder(name):
    assert reading.grade([f"Ask about {name}."]) == reading.grade(["Ask about drug."])


def test_name_is_read_as_what_it_fills_in():
    facts = {"dose": "comprehensive rehabilitation"}
    assert reading.grade(["Ask for {{ dose }}."], facts) > reading.grade(["Ask for {{ dose }}."])


def test_nothing_has_no_grade():
    assert reading.grade([]) == 0.0


def test_smog_of_the_whole_guide(counts):
    whole = [
        text
        for each in TYPES.values()
        for record in seeds.records(each)
        for text in texts.prose(each.model, record)
    ]
    grade = reading.smog(whole)
    counts(f"SMOG of the whole guide, for information: grade {grade:.1f}")
    assert 0 < grade < 18


def test_public_process_does_not_load_textstat():
    """It knows the checks and grades nothing: 8 MB, and 70 MB more at the first use."""
    asked = "import sys, app; print('textstat' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert told.stdout == "False\n"

"""Broken rules are told as sentences, the same on both databases."""

import pytest

from models.base import db
from services.errors import InvalidItem
from tests.builders import make, sample, type_called


def refusal(path, **changes):
    with pytest.raises(InvalidItem) as refused:
        make(path, **changes)
    return refused.value


def test_check_is_told_at_its_field(session):
    refused = refusal("clinic", phone="870")
    assert (refused.where, refused.says.startswith("Write the phone number")) == ("phone", True)


def test_unique_is_told_at_its_field(session):
    make("faqs")
    refused = refusal("faqs")
    assert (refused.where, refused.says.startswith("Another record")) == ("slug", True)


def test_rule_of_a_row_is_told_at_its_list(session):
    line = sample(type_called("clinic"))["help_lines"][0]
    refused = refusal("clinic", help_lines=[{**line, "phone": "x"}])
    assert refused.where == "help_lines"


def test_every_rule_of_the_guide_has_its_sentence():
    """What a person can break has words; an enum's list and the heads' one row nobody can."""
    silent = {
        str(each.name)
        for table in db.metadata.tables.values()
        for each in table.constraints
        if type(each).__name__ == "CheckConstraint" and not each.info
    }
    enums = {"action", "formulation", "sectionkind", "seriousness", "target"}
    assert {each for each in silent if each.startswith(GUIDE)} == {
        f"ck_{table}_{name}" for table, name in ENUMS if name in enums
    }


GUIDE = tuple(
    f"ck_{table}_"
    for table in (
        "item clinic help_line call_to_action faq guide_section section_point side_effect "
        "frequency source citation"
    ).split()
)
ENUMS = (
    ("side_effect", "action"),
    ("side_effect", "seriousness"),
    ("frequency", "formulation"),
    ("guide_section", "sectionkind"),
    ("call_to_action", "target"),
)

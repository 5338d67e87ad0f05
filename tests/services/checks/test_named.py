"""Facts are named, and what is named is there."""

from dataclasses import replace

import pytest

from tests.services.checks.records import CONTEXT, answered, found


@pytest.mark.parametrize("text", ["{{ x }}", "{{", "{{ injection-dose }", "{{}}", "{{ a b }}"])
def test_unknown_name_blocks(text):
    assert [level for level, _ in answered(f"Take {text} now.", "unknown_name")] == ["block"]


@pytest.mark.parametrize("text", ["{{ injection-dose }}", "{{injection-dose}}", "{ nothing }"])
def test_known_name_passes(text):
    assert answered(f"Take {text} now.", "unknown_name") == []


def test_typed_out_fact_suggests_its_name():
    said = found("faqs", answer="Take 380 mg now.")
    (hit,) = [each for each in said if each.check == "fact_typed_out"]
    assert (hit.excerpt, hit.suggestion) == ("380 mg", "{{ injection-dose }}")


@pytest.mark.parametrize("text", ["1380 mg", "380 mgs", "3.380 mg"])
def test_part_of_another_number_passes(text):
    assert answered(f"Take {text} now.", "fact_typed_out") == []


@pytest.mark.parametrize("name", ["clinic.phone_display", "clinic"])
def test_record_that_holds_the_fact_types_it(name):
    context = replace(CONTEXT, facts={name: "870-617-1845"})
    assert [each for each in found("clinic", context) if each.check == "fact_typed_out"] == []

"""What a source has to back."""

from tests.services.checks.records import found, record


def fields(path, **changes):
    return [each.field for each in found(path, **changes) if each.check == "citation"]


def test_point_without_a_source_is_found():
    section = record("sections")
    term = section["points"][1]["term"]
    kept = [each for each in section["citations"] if each["supports"] != term]
    assert fields("sections", citations=kept) == ["points[1].term"]


def test_source_of_a_point_with_another_name_is_found():
    points = record("sections")["points"]
    points[0]["term"] = "Another name"
    assert set(fields("sections", points=points)) == {"points[0].term", "citations[2].supports"}


def test_price_needs_no_source():
    assert fields("faqs", topic="cost", citations=[]) == []


def test_guide_about_itself_needs_no_source():
    points = [{"term": "Sources and review", "text": "Each part names them."}]
    about = {"slug": "about-this-guide", "points": points, "citations": []}
    assert fields("sections", **about) == []


def test_clinic_and_sources_need_no_source():
    assert fields("clinic", citations=[]) == fields("sources", citations=[]) == []

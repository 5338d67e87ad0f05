"""The guide for machines that read schema.org: its vocabulary, and nothing that no record says."""

import json
from copy import deepcopy

import pytest

from api.jsonld import graph
from services import editions
from tests.api.vocabulary import nodes, strangers
from tests.builders import edit, first, publish
from tests.guides import over_all_seeds

PATH = "/api/v1/guide.jsonld"
HEAD = {"number": 1, "published_at": "2026-11-23T12:00:00+00:00"}

app = over_all_seeds


def told(client):
    return client.get(PATH).json["@graph"]


def one(graph, kind):
    (found,) = [each for each in nodes(graph) if each.get("@type") == kind]
    return found


@pytest.fixture
def guide(session):
    return deepcopy(json.loads(editions.current().document)["guide"])


def reviewed(guide, **claim):
    """As if a clinician stood for every item, but for what is said otherwise."""
    items = [each for found in guide.values() for each in ([found] if "slug" in found else found)]
    for each in items:
        each.update(reviewed_at="2026-11-20T08:00:00+00:00", reviewed_by="Dr. A")
    items[-1].update(claim)
    return one(graph(guide, HEAD)["@graph"], "MedicalWebPage")


def test_every_word_is_in_the_vocabulary(client):
    assert strangers(told(client)) == set()


def test_reviewed_guide_is_in_the_vocabulary_too(guide):
    reviewed(guide)
    assert strangers(graph(guide, HEAD)["@graph"]) == set()


@pytest.mark.parametrize("planted", ["seriousAdverseOutcome", "contraindication", "frequency"])
def test_word_outside_the_vocabulary_is_seen(client, planted):
    """The control."""
    found = told(client)
    one(found, "Drug")[planted] = "x"
    assert strangers(found) == {("Drug", planted)}


def test_answer_is_json_of_its_kind(client):
    answer = client.get(PATH, headers={"Accept": "application/ld+json"})
    assert (answer.status_code, answer.content_type) == (200, "application/ld+json")
    assert answer.json["@context"] == "https://schema.org"


def test_only_this_address_gives_that_kind(client):
    answer = client.get("/api/v1/guide", headers={"Accept": "application/ld+json"})
    assert (answer.status_code, answer.json["code"]) == (406, "not_acceptable")


def test_every_pointer_leads_to_a_node(client):
    found = told(client)
    there = {each["@id"] for each in found}
    text = json.dumps(found)
    assert set(text.split('{"@id": "')[1:]) != set()
    assert {each.split('"')[0] for each in text.split('"@id": "')[1:]} == there


def test_every_question_has_the_answer_that_readers_see(client):
    asked = one(told(client), "FAQPage")["mainEntity"]
    faqs = client.get("/api/v1/faqs").json["data"]
    pairs = [(each["name"], each["acceptedAnswer"]["text"]) for each in asked]
    assert pairs == [(each["question"], each["answer"]["html"]) for each in faqs]


def test_every_safety_section_stands_whole_in_the_warnings(client):
    warnings = one(told(client), "Drug")["warning"]
    sections = client.get("/api/v1/sections", query_string={"kind": "safety"}).json["data"]
    assert len(warnings) == len(sections)
    for warning, section in zip(warnings, sections, strict=True):
        parts = [section["summary"], section["body"]["markdown"]]
        parts += [each["text"]["markdown"] for each in section["points"]]
        assert all(each in warning for each in parts)


@pytest.mark.parametrize(
    ("slug", "names"),
    [
        ("how-naltrexone-works", {"mechanismOfAction"}),
        ("pregnancy-and-breastfeeding", {"pregnancyWarning", "breastfeedingWarning"}),
        ("alcohol-safety", {"alcoholWarning"}),
    ],
)
def test_medicine_has_only_what_a_section_tells(guide, slug, names):
    whole = set(one(graph(guide, HEAD), "Drug"))
    guide["sections"] = [each for each in guide["sections"] if each["slug"] != slug]
    assert whole - set(one(graph(guide, HEAD), "Drug")) == names


def test_nickname_is_no_name_of_the_medicine(client):
    drug = one(told(client), "Drug")
    assert "alternateName" not in drug
    assert "I2 Pill" not in json.dumps(drug)


def test_how_often_is_not_told(client):
    words = client.get(PATH).text
    effects = client.get("/api/v1/side-effects").json["data"]
    sentences = {each["sentence"] for effect in effects for each in effect["frequencies"]}
    assert sentences
    assert not any(each in words for each in sentences)


def test_clinic_is_told_as_far_as_it_is_known(client):
    clinic = one(told(client), "MedicalClinic")
    assert set(clinic) == {"@type", "@id", "name", "telephone", "contactPoint"}
    publish(edit(first("clinic"), email="clinic@example.com", address="1 Example Street"))
    found = one(told(client), "MedicalClinic")
    assert (found["email"], found["address"]) == ("clinic@example.com", "1 Example Street")


def test_emergency_numbers_are_not_the_clinics(client):
    numbers = {each["telephone"] for each in nodes(told(client)) if "telephone" in each}
    assert numbers == {client.get("/api/v1/clinic").json["data"]["phone"]}


def test_nobody_is_named_as_reviewer_where_nobody_reviewed(client):
    assert not {"lastReviewed", "reviewedBy"} & set(one(told(client), "MedicalWebPage"))


def test_reviewers_are_named_where_every_item_claims_one(guide):
    page = reviewed(guide, reviewed_at="2026-11-01T08:00:00+00:00", reviewed_by="Dr. B")
    assert page["lastReviewed"] == "2026-11-01"
    assert [each["name"] for each in page["reviewedBy"]] == ["Dr. A", "Dr. B"]


@pytest.mark.parametrize("missing", ["reviewed_at", "reviewed_by"])
def test_one_item_that_nobody_stands_for_takes_the_claim_away(guide, missing):
    assert not {"lastReviewed", "reviewedBy"} & set(reviewed(guide, **{missing: None}))


def test_page_says_which_edition_it_is(client):
    publish(edit(first("faqs"), question="Changed?"))
    page, meta = one(told(client), "MedicalWebPage"), client.get("/api/v1/guide").json["meta"]
    assert (page["version"], page["dateModified"]) == (2, meta["published_at"])


def test_no_host_is_named_but_those_of_the_sources(client):
    headers = {"Host": "elsewhere.example"}
    assert "elsewhere" not in client.get(PATH, headers=headers).text

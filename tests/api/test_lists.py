"""Lists as a front-end asks for them: parts, order, fields, and refusals that help."""

import pytest

from api.listing import links
from api.schemas import declared
from services.items import newest_revision
from tests.builders import edit, first, make, publish, sample, type_called
from tests.guides import over_all_seeds
from tests.registry import each_listed_type, each_type

LIST = "/api/v1/side-effects"

app = over_all_seeds


def shown(client, path=LIST, **asked):
    return client.get(path, query_string=asked).json["data"]


def slugs(client, path=LIST, **asked):
    return [each["slug"] for each in shown(client, path, **asked)]


def known(client, path=LIST, **asked):
    answer = client.get(path, query_string=asked)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_parameters")
    return answer.json["known"]


@each_listed_type
def test_whole_list_is_given_where_nothing_is_asked(client, content_type):
    answer = client.get(f"/api/v1/{content_type.path}")
    place = {name: answer.json["meta"][name] for name in ("count", "limit", "offset")}
    assert place == {"count": len(answer.json["data"]), "limit": None, "offset": 0}
    assert "Link" not in answer.headers


@each_listed_type
def test_every_declared_filter_narrows_the_list_down(client, content_type):
    path = f"/api/v1/{content_type.path}"
    for name, each in declared.filters(content_type.schema).items():
        whole = shown(client, path)
        rows = [row for one in whole for row in (one[each.parent] if each.parent else [one])]
        value = next(row[name] for row in rows if row[name] is not None)
        found = shown(client, path, **{name: value})
        assert found
        assert all(one in whole for one in found)


@each_listed_type
def test_every_declared_order_keeps_all_records(client, content_type):
    path = f"/api/v1/{content_type.path}"
    for name in declared.sorts(content_type.schema):
        rising, falling = slugs(client, path, sort=name), slugs(client, path, sort=f"-{name}")
        assert sorted(rising) == sorted(falling) == sorted(slugs(client, path))


def test_most_urgent_comes_first_where_that_is_asked(client):
    actions = [each["action"] for each in shown(client, sort="-action")]
    assert (actions[0], actions[-1]) == ("emergency_911", "self_care")


def test_several_values_mean_any_of_them(client):
    found = {each["action"] for each in shown(client, action="urgent,emergency_911")}
    assert found == {"urgent", "emergency_911"}


def test_band_and_formulation_are_of_the_same_measurement(client):
    """In this one the tablet's is very common and the injection's not known."""
    rows = [measured("tablet", 5, 50), measured("injection", None, None)]
    publish(edit(make("side-effects", slug="both"), frequencies=rows))
    assert "both" in slugs(client, formulation="tablet", band="very_common")
    assert "both" not in slugs(client, formulation="injection", band="very_common")


def measured(formulation, numerator, denominator):
    given = {"population": "adults", "comparator": "", "comparator_rate_percent": None}
    named = {"formulation": formulation, "rate_percent": None}
    source = newest_revision(first("sources")).data["slug"]
    numbers = {"numerator": numerator, "denominator": denominator}
    return {**given, **named, **numbers, "source": source}


@each_type
def test_fields_are_those_asked_for_and_which_words_they_are(client, content_type):
    path = f"/api/v1/{content_type.path}"
    found = shown(client, path, fields="citations")
    for each in [found] if content_type.singleton else found:
        assert set(each) == {"slug", "revision", "citations"}


@each_listed_type
def test_one_record_takes_fields_too(client, content_type):
    slug = slugs(client, f"/api/v1/{content_type.path}")[0]
    found = shown(client, f"/api/v1/{content_type.path}/{slug}", fields="slug")
    assert set(found) == {"slug", "revision"}


def test_page_counts_all_that_match(client):
    asked = {"action": "self_care", "limit": 2, "offset": 1}
    answer = client.get(LIST, query_string=asked).json
    assert len(answer["data"]) == 2
    assert answer["meta"]["count"] == len(shown(client, action="self_care"))


def test_links_lead_through_the_whole_list(client):
    found, path = [], f"{LIST}?sort=-name&limit=4"
    while path:
        answer = client.get(path)
        found += [each["slug"] for each in answer.json["data"]]
        path = linked(answer).get("next")
    assert found == slugs(client, sort="-name")


def linked(answer):
    parts = [each.split("; ") for each in answer.headers["Link"].split(", ")]
    return {rel.removeprefix('rel="')[:-1]: target[1:-1] for target, rel in parts}


def test_links_never_name_a_host(client):
    answer = client.get(f"{LIST}?limit=1", headers={"Host": "elsewhere.example"})
    assert {each.split("?")[0] for each in linked(answer).values()} == {LIST}


def test_link_keeps_what_was_asked_and_cannot_be_broken_out_of():
    given = links("/list", {"topic": 'a>;\r\n rel="x",b', "limit": "1"}, {"next": 1})
    assert given == '</list?limit=1&offset=1&topic=a%3E%3B%0D%0A+rel%3D%22x%22,b>; rel="next"'


@each_listed_type
def test_unknown_parameter_is_told_the_known_ones(client, content_type):
    names = known(client, f"/api/v1/{content_type.path}", no_such="1")
    assert {"limit", "offset", "sort", "fields", *declared.filters(content_type.schema)} == {*names}


@pytest.mark.parametrize("path", ["/api/v1/guide", "/api/v1/editions", "/api/v1/editions/1"])
def test_address_that_takes_no_list_parameters_says_so(client, path):
    assert "limit" not in known(client, path, limit="1")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"band": "often"}, "very_common not_known"),
        ({"action": "urgent,"}, "self_care urgent"),
        ({"fields": "slug,internal_note"}, "slug name frequencies"),
        ({"fields": ""}, "slug name"),
        ({"sort": "position"}, "name -name"),
        ({"sort": "--name"}, "name -name"),
    ],
    ids=str,
)
def test_unknown_value_is_told_the_known_ones(client, asked, names):
    assert {*names.split()} <= {*known(client, **asked)}


@pytest.mark.parametrize("limit", ["0", "201", "-1", "1.5", "", " 1", "\u0661", "9" * 50])
def test_limit_is_a_whole_number(client, limit):
    answer = client.get(LIST, query_string={"limit": limit})
    assert answer.json["detail"] == "`limit` is a whole number from 1 to 200."


def test_value_that_links_would_repeat_is_not_endless(client):
    answer = client.get("/api/v1/faqs", query_string={"topic": "x" * 501})
    assert answer.json["detail"] == "`topic` takes at most 500 characters."


@pytest.mark.parametrize("value", ["", "self_care,", "urgent," * 4 + "urgent"])
def test_words_of_a_vocabulary_are_given_once_each(client, value):
    answer = client.get(LIST, query_string={"action": value})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_parameters")


def test_parameter_is_given_once(client):
    answer = client.get(f"{LIST}?limit=1&limit=2")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_parameters")


def test_open_vocabulary_finds_nothing_where_nothing_matches(client):
    assert shown(client, "/api/v1/faqs", topic="no-such") == []


@each_type
def test_everything_declared_is_a_field(content_type):
    schema = content_type.schema
    assert {*declared.filters(schema), *declared.sorts(schema)}
    assert {"slug", "revision"} <= set(declared.names(schema))


def test_draft_answers_no_filter(client):
    edit(first("faqs"), topic="drafted")
    make("faqs", **{**sample(type_called("faqs")), "slug": "a-draft", "topic": "drafted"})
    assert shown(client, "/api/v1/faqs", topic="drafted") == []

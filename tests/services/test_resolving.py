"""Resolved sources: the text as the public reads it, and the digest that an approval signs."""

from services import closing, editions, naming, resolving, together
from services.items import newest_revision
from tests.builders import edit, first, make


def live():
    return together.of(editions.current()).revisions


def with_(revision, revisions):
    return [*(each for each in revisions if each.item_id != revision.item_id), revision]


def digests(revisions):
    return {each.revision.item_id: each.digest for each in resolving.resolve(revisions)}


def named_by(name, revisions):
    return {
        each.item_id
        for each in revisions
        if name in naming.names(resolving.mapper_of(each), each.data)
    }


def changed_digests(revision):
    before, after = digests(live()), digests(with_(revision, live()))
    return {item for item, digest in after.items() if before.get(item) != digest}


def test_changed_fact_changes_the_digest_of_all_that_name_it_and_of_nothing_else(session):
    fact = first("facts")
    named = named_by(fact.slug, live())
    assert named
    assert changed_digests(edit(fact, value="at least 10 days")) == named | {fact.id}


def test_changed_clinic_field_changes_the_digest_of_all_that_name_it(session):
    clinic = first("clinic")
    named = newest_revision(make("faqs", answer="Call {{ clinic.phone_display }}."))
    before = digests([*live(), named])
    after = digests(with_(edit(clinic, phone_display="555"), [*live(), named]))
    changed = {item for item in after if after[item] != before[item]}
    assert changed == {clinic.id, named.item_id}


def test_what_a_fact_is_called_is_signed_with_the_fact_alone(session):
    fact = first("facts")
    assert changed_digests(edit(fact, name="Called anew", meaning="Said anew.")) == {fact.id}


def test_changed_source_changes_the_digest_of_all_that_cite_it(session):
    source = first("sources")
    citing = {
        each.item_id for each in live() if ("source", source.slug) in resolving.names_in(each)
    }
    assert changed_digests(edit(source, year=1999)) == citing | {source.id}


def test_digest_depends_on_nothing_that_is_not_named(session):
    revision = newest_revision(first("faqs"))
    named = [each for each in live() if resolving.name_of(each) in resolving.names_in(revision)]
    assert digests([revision, *named])[revision.item_id] == digests(live())[revision.item_id]


def test_internal_note_is_not_signed(session):
    assert changed_digests(edit(first("facts"), internal_note="seen")) == set()


def test_revision_names_sources_facts_and_the_clinic(session):
    text = "{{ tablet-dose }} {{ clinic.name }} {{ clinic.phone }} {{ No }}"
    faq = make("faqs", answer=text, citations=[{"source": "label-vivitrol", "supports": ""}])
    assert resolving.names_in(newest_revision(faq)) == {
        ("source", "label-vivitrol"),
        ("fact", "tablet-dose"),
        ("clinic", "clinic"),
    }


def test_clinic_is_named_whatever_its_slug(session):
    assert resolving.name_of(edit(first("clinic"), slug="moved")) == resolving.CLINIC


def test_nothing_names_itself(session):
    fact = make("facts", slug="self", meaning="It is {{ self }}.", citations=[])
    assert resolving.names_in(newest_revision(fact)) == set()


def test_unknown_name_is_left_as_it_stands(session):
    (resolved,) = resolving.resolve([newest_revision(make("faqs", answer="{{ no-such }}"))])
    assert resolved.data["answer"] == "{{ no-such }}"


def test_texts_are_filled_in_children_too(session):
    point = {"term": "{{ tablet-dose }}", "text": "Take {{ tablet-dose }}."}
    section = newest_revision(make("sections", points=[point], citations=[]))
    resolved = resolving.resolve([*live(), section])[-1]
    assert resolved.data["points"] == [{"term": "50 mg", "text": "Take 50 mg."}]
    assert section.data["points"] == [point]


def test_the_current_edition_is_closed(session):
    assert closing.open_ends(live()) == []

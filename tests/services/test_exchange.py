"""Out and in again: nothing is lost, what differs is saved like any edit, nothing is deleted."""

import json
from copy import deepcopy

import pytest
from flask_migrate import upgrade
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Enum, func, select

import seeds
from models.audit import AuditEvent
from models.base import db
from models.revision import Revision
from services import content_files, exchange, items, registry, snapshot
from services.content_files import NotImportable
from services.registry import content_types
from tests.apps import opened, undone
from tests.builders import ACTOR, edit, first, make, type_called
from tests.databases import DATABASES
from tests.guides import over_all_seeds
from tests.registry import each_listed_type, each_type

QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
# Texts with rules of their own.
RULED = {"slug", "phone", "url", "label_set_id", "value"}

app = over_all_seeds


def files(*paths):
    """The seeds, as they are read from files."""
    wanted = [each for each in content_types() if not paths or each.path in paths]
    return {
        each: json.loads((seeds.FOLDER / content_files.name_of(each)).read_bytes())
        for each in wanted
    }


def out():
    return exchange.outgoing(content_types())


def bring_in(given, **options):
    return exchange.bring_in(exchange.incoming(given), actor=ACTOR, **options)


def verbs(outcomes):
    return {each.slug: each.verb for each in outcomes if each.verb != exchange.SAME}


def revisions():
    return db.session.scalar(select(func.count(Revision.id)))


@pytest.fixture(scope="module", params=DATABASES)
def tables(request, databases, root):
    """A database without a single record."""
    with opened("runner", databases.new(request.param)) as app:
        with app.app_context():
            upgrade(directory=str(root / "migrations"))
            db.session.remove()
        yield app


@pytest.fixture
def empty(tables):
    with undone(tables):
        yield


def test_seeded_guide_goes_out_as_the_seeds(session):
    stored = {name: (seeds.FOLDER / name).read_bytes() for name in out()}
    assert out() == stored
    assert len(stored) == len(content_types())


def test_guide_comes_into_an_empty_database_and_out_again(empty):
    outcomes = bring_in(files())
    assert {each.verb for each in outcomes} == {exchange.CREATED}
    assert out() == {name: (seeds.FOLDER / name).read_bytes() for name in out()}


@QUICK
@given(question=TEXT, answer=TEXT, note=TEXT)
def test_any_text_comes_out_as_it_came_in(empty, question, answer, note):
    faqs = type_called("faqs")
    texts = {"question": question, "answer": answer, "internal_note": note, "citations": []}
    record = {**seeds.records(faqs)[0], **texts}
    with db.session.begin_nested() as savepoint:
        bring_in({faqs: [{name: record[name] for name in record if name != "position"}]})
        assert exchange.outgoing([faqs])["faqs.json"] == content_files.dump(faqs, [record])
        savepoint.rollback()


def plain_texts(content_type):
    """The fields in which anything may stand."""
    columns = snapshot.written(content_type.model.__mapper__)
    texts = [key for key, each in columns.items() if each.type.python_type is str]
    return [key for key in texts if key not in RULED and not isinstance(columns[key].type, Enum)]


@QUICK
@given(data=st.data(), added=TEXT)
def test_any_edit_is_named_by_its_field_alone(session, data, added):
    content_type = data.draw(st.sampled_from(content_types()), "type")
    name = data.draw(st.sampled_from(plain_texts(content_type)), "field")
    given = files(content_type.path)
    record = data.draw(st.sampled_from(given[content_type]), "record")
    before, record[name] = record[name], f"{record[name] or ''}{added}"
    with db.session.begin_nested() as savepoint:
        changed = [each for each in bring_in(given) if each.verb != exchange.SAME]
        savepoint.rollback()
    assert [(each.slug, each.changes) for each in changed] == [
        (record["slug"], {name: (before, record[name])})
    ]


def test_equal_records_are_left_alone(session):
    before = revisions()
    assert verbs(bring_in(files())) == {}
    assert revisions() == before


def test_change_is_saved_like_any_edit(session):
    given = files("faqs")
    given[type_called("faqs")][0]["question"] = "Changed?"
    outcomes = bring_in(given, note="from a file")
    saved = items.newest_revision(first("faqs"))
    assert (saved.data["question"], saved.author, saved.note) == ("Changed?", ACTOR, "from a file")
    assert verbs(outcomes) == {first("faqs").slug: exchange.CHANGED}


def test_import_is_on_record(session):
    given = files("faqs")
    given[type_called("faqs")][0]["question"] = "Changed?"
    bring_in(given)
    db.session.commit()
    query = select(AuditEvent).where(AuditEvent.action == "content.imported")
    event = db.session.scalars(query).one()
    assert (event.actor, event.detail) == (ACTOR, {"created": 0, "changed": 1})


def test_source_that_comes_along_can_be_cited(session):
    given = files("faqs", "sources")
    source = {**given[type_called("sources")][0], "slug": "a-new-source"}
    given[type_called("sources")].append(source)
    given[type_called("faqs")][0]["citations"] = [{"source": "a-new-source", "supports": ""}]
    assert verbs(bring_in(given)) == {
        "a-new-source": exchange.CREATED,
        first("faqs").slug: exchange.CHANGED,
    }


def test_record_may_name_one_that_comes_later(empty):
    listed = files("sources")
    later = listed[type_called("sources")][-1]["slug"]
    listed[type_called("sources")][0]["citations"] = [{"source": later, "supports": ""}]
    bring_in(listed)
    assert items.find(type_called("sources"), later)
    assert exchange.outgoing([type_called("sources")])["sources.json"] == content_files.dump(
        type_called("sources"), listed[type_called("sources")]
    )


@each_listed_type
def test_other_slug_is_another_record(session, content_type):
    given = files(content_type.path)
    old = given[content_type][-1]["slug"]
    given[content_type][-1]["slug"] = "renamed"
    assert verbs(bring_in(given)) == {"renamed": exchange.CREATED}
    assert verbs(exchange.only_here(given)) == {old: exchange.ONLY_HERE}


def test_nothing_is_deleted(session):
    bring_in({type_called("faqs"): []})
    assert out()["faqs.json"] == (seeds.FOLDER / "faqs.json").read_bytes()


def test_types_without_a_file_are_not_looked_at(session):
    make("sources", slug="mine")
    assert exchange.only_here(files("faqs")) == []


def test_trash_does_not_go_out(session):
    item = make("faqs", slug="put-aside")
    assert b"put-aside" in out()["faqs.json"]
    items.trash(item, seen_version=item.version, actor=ACTOR)
    assert b"put-aside" not in out()["faqs.json"]


def test_own_export_changes_nothing_although_places_have_gaps(session):
    item = first("faqs")
    edit(make("faqs", slug="far-away"), position=99)
    items.trash(item, seen_version=item.version, actor=ACTOR)
    faqs = type_called("faqs")
    assert verbs(bring_in({faqs: json.loads(out()["faqs.json"])})) == {}


def test_order_of_the_file_becomes_the_order_of_readers(session):
    faqs = type_called("faqs")
    given = files("faqs")
    given[faqs] = [*given[faqs][1:], given[faqs][0]]
    moved = bring_in(given)
    assert {each.slug: [*each.changes] for each in moved if each.changes} == {
        given[faqs][-1]["slug"]: ["position"]
    }
    assert exchange.outgoing([faqs])["faqs.json"] == content_files.dump(faqs, given[faqs])


def test_new_record_in_the_middle_stands_there(session):
    faqs = type_called("faqs")
    given = files("faqs")
    given[faqs].insert(2, {**given[faqs][0], "slug": "in-between"})
    bring_in(given)
    assert exchange.outgoing([faqs])["faqs.json"] == content_files.dump(faqs, given[faqs])


def wrong(path, **changes):
    given = files()
    given[type_called(path)][0].update(changes)
    return given


REFUSED = {
    "type": ("faqs", {"question": 5}, "question: expected text."),
    "row": ("sections", {"points": [{"term": "x"}]}, "points[0]: missing text."),
    "rows": ("sections", {"points": "x"}, "points: expected a list of records."),
    "choice": ("sections", {"kind": "x"}, "kind: expected one of guide, safety."),
    "source": (
        "faqs",
        {"citations": [{"source": "none", "supports": ""}]},
        "citations[0].source: there is no source of that name.",
    ),
    "rule": ("sections", {"title": ""}, "title: Write a title."),
    "slug": ("faqs", {"slug": "No Slug"}, "slug: Use small letters"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_record_is_named_and_nothing_is_saved(session, case):
    path, changes, says = REFUSED[case]
    given = wrong(path, **changes)
    given[type_called("sources")][0]["title"] = "Another title"
    before = out()
    with pytest.raises(NotImportable) as refused:
        bring_in(given)
    (problem,) = refused.value.problems
    name = "record 1" if "slug" in changes else given[type_called(path)][0]["slug"]
    assert problem.startswith(f"{path}.json, {name}: {says}")
    assert out() == before


def test_every_refused_record_is_named(session):
    given = wrong("faqs", question=5)
    given[type_called("sections")][1]["title"] = None
    with pytest.raises(NotImportable) as refused:
        bring_in(given)
    assert [each.partition(",")[0] for each in refused.value.problems] == [
        "sections.json",
        "faqs.json",
    ]


def test_what_lies_in_the_trash_is_refused(session):
    item = first("faqs")
    items.trash(item, seen_version=item.version, actor=ACTOR)
    with pytest.raises(NotImportable, match=f"faqs.json, {item.slug}: This record is in the trash"):
        bring_in(files("faqs"))


def test_second_clinic_is_refused(session):
    with pytest.raises(NotImportable, match="its slug here is clinic"):
        bring_in(wrong("clinic", slug="other"))


@each_type
def test_files_are_not_changed_by_reading_them(session, content_type):
    given = files(content_type.path)
    before = deepcopy(given)
    bring_in(given)
    assert given == before


def test_every_type_is_loaded_after_what_it_names(app):
    assert registry.sources_first()[0].path == "sources"

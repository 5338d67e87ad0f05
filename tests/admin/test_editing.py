"""Editing: a form for every content type, saved through the service, and nothing typed is lost."""

import pytest
from sqlalchemy import func, select

import seeds
from admin.fields import MOST_ROWS
from content_types import CONTENT_TYPES
from models.base import db
from models.revision import Revision
from services import items, snapshot
from tests.admin.pages import opened, path_of, save, send
from tests.builders import edit, first, make, sample
from tests.forms import Form
from tests.registry import each_listed_type, each_type

POINTS = [{"term": each, "text": f"About {each}."} for each in "abc"]
OUT_OF_RANGE = {
    "frequencies-0-rate_percent": "101",
    "frequencies-0-source": seeds.records(CONTENT_TYPES[-1])[0]["slug"],
}


def stored(item):
    db.session.expire_all()
    return snapshot.take(item)


def revisions():
    return db.session.scalar(select(func.count()).select_from(Revision))


def section(**changes):
    return make("sections", points=POINTS, **changes)


@each_type
def test_form_sent_back_as_it_came_changes_nothing(editor, content_type):
    """Nothing is lost or turned on the way to the page and back, for any field of any type."""
    item = first(content_type.path)
    before, count = stored(item), revisions()
    answer = save(editor, item)
    assert answer.status_code == 302, answer.text
    assert (stored(item), revisions()) == (before, count)


@each_type
def test_save_makes_one_revision_by_whoever_is_signed_in(editor, content_type):
    item = first(content_type.path)
    save(editor, item, internal_note="checked", note="why")
    db.session.expire_all()
    newest = items.newest_revision(item)
    assert (newest.number, newest.note, newest.data["internal_note"]) == (2, "why", "checked")
    assert newest.author.startswith("staff ")


@each_listed_type
def test_new_record_is_made(editor, content_type):
    path = f"/{content_type.path}/new/"
    form = opened(editor, path)
    for name, value in sample(content_type).items():
        if isinstance(value, str):
            form.typed(**{name: value})
    answer = send(editor, path, form)
    assert answer.status_code == 302, answer.text
    assert items.find(content_type, "a-sample")


def test_rows_are_saved_in_the_order_of_the_page(editor):
    item = section()
    form = opened(editor, path_of(item))
    rows = [each for each in form.fields if each[0].startswith("points-")]
    form.without("points-").fields += [*rows[4:], *rows[:4]]
    send(editor, path_of(item), form)
    assert [each["term"] for each in stored(item)["points"]] == ["c", "a", "b"]


def test_row_is_removed_and_another_added(editor):
    item = section()
    form = opened(editor, path_of(item)).without("points-1-")
    form.fields += [("points-7-term", "new"), ("points-7-text", "x")]
    send(editor, path_of(item), form)
    saved = stored(item)["points"]
    assert [each["term"] for each in saved] == ["a", "c", "new"]
    assert saved == items.newest_revision(item).data["points"]


def test_all_rows_can_be_removed(editor):
    item = section()
    send(editor, path_of(item), opened(editor, path_of(item)).without("points-"))
    assert stored(item)["points"] == []


@pytest.mark.parametrize("index", ["x", "²", "9" * 30, "-1", ""])
def test_row_of_no_number_is_no_row(editor, index):
    item = section()
    answer = save(editor, item, **{f"points-{index}-term": "x"})
    assert (answer.status_code, stored(item)["points"]) == (302, POINTS)


def test_stale_save_is_refused_with_the_difference_and_nothing_typed_is_lost(editor):
    item = section(title="Old words")
    form = opened(editor, path_of(item))
    edit(item, title="Their words")
    db.session.commit()
    answer = send(editor, path_of(item), form.typed(title="My words", summary="Typed by me."))
    assert stored(item)["title"] == "Their words"
    page = opened_again(answer)
    assert (page.value("title"), page.value("summary")) == ("My words", "Typed by me.")
    assert "Somebody saved first" in answer.text
    assert "Their" in answer.text


def opened_again(answer):
    assert answer.status_code == 200
    return Form(answer.text)


def test_stale_form_is_refused_a_second_time(editor):
    item = section()
    form = opened(editor, path_of(item)).typed(title="Mine")
    edit(item, title="Theirs")
    db.session.commit()
    again = opened_again(send(editor, path_of(item), form))
    send(editor, path_of(item), again)
    assert stored(item)["title"] == "Theirs"


def too_late(editor, item, theirs, mine):
    """The page that somebody gets who saves after somebody else did."""
    form = opened(editor, path_of(item)).typed(**mine)
    edit(item, **theirs)
    db.session.commit()
    return opened_again(send(editor, path_of(item), form))


@pytest.mark.parametrize(("side", "title"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_whoever_saw_the_difference_chooses_whose_words_stay(editor, side, title):
    item = section()
    again = too_late(editor, item, {"title": "Theirs"}, {"title": "Mine"})
    send(editor, path_of(item), again.typed(_seen=item.version, **{"_keep-title": side}))
    assert stored(item)["title"] == title


def test_what_one_alone_changed_is_chosen_already(editor):
    item = section()
    again = too_late(editor, item, {"title": "Theirs"}, {"summary": "Mine."})
    send(editor, path_of(item), again.typed(_seen=item.version))
    assert (stored(item)["title"], stored(item)["summary"]) == ("Theirs", "Mine.")


@pytest.mark.parametrize("choice", [{}, {"_keep-title": "both"}], ids=["none", "nonsense"])
def test_what_both_changed_is_not_saved_without_a_choice(editor, choice):
    item = section()
    again = too_late(editor, item, {"title": "Theirs"}, {"title": "Mine", "summary": "Mine."})
    answer = send(editor, path_of(item), again.typed(_seen=item.version, **choice))
    assert "You both changed this" in answer.text
    assert (stored(item)["title"], opened_again(answer).value("title")) == ("Theirs", "Mine")


def test_third_save_between_asks_again_over_what_it_says(editor):
    item = section()
    again = too_late(editor, item, {"title": "Theirs"}, {"title": "Mine"})
    seen = item.version
    edit(item, title="A third")
    db.session.commit()
    answer = send(editor, path_of(item), again.typed(_seen=seen, **{"_keep-title": "mine"}))
    assert stored(item)["title"] == "A third"
    assert "_keep-title" not in dict(opened_again(answer).fields)


@pytest.mark.parametrize("version", ["", "abc", "9" * 30, "-1", "1.0", "٣"])
def test_version_that_is_none_is_a_conflict(editor, version):
    item = section()
    answer = save(editor, item, title="Mine", lock_version=version)
    assert "Somebody saved first" in answer.text
    assert stored(item)["title"] != "Mine"


def test_form_without_a_version_is_a_conflict(editor):
    item = section()
    form = opened(editor, path_of(item)).without("lock_version").typed(title="Mine")
    assert "Somebody saved first" in send(editor, path_of(item), form).text
    assert stored(item)["title"] != "Mine"


def with_points(form, count):
    form.without("points-")
    form.fields += [(f"points-{n}-{each}", f"{n}") for n in range(count) for each in POINTS[0]]
    return form


def test_more_rows_than_fit_are_refused_and_none_is_lost(editor):
    item = section()
    form = with_points(opened(editor, path_of(item)), MOST_ROWS + 1)
    answer = send(editor, path_of(item), form)
    assert "At most 200 fit into one record" in answer.text
    assert len(opened_again(answer).values("-term")) == MOST_ROWS + 1


def test_as_many_rows_as_fit_are_saved_and_opened(editor):
    item = section()
    send(editor, path_of(item), with_points(opened(editor, path_of(item)), MOST_ROWS))
    assert len(opened(editor, path_of(item)).values("-term")) == MOST_ROWS


def test_far_too_many_rows_keep_nobody_waiting(editor):
    item = section()
    form = with_points(opened(editor, path_of(item)), 1_001)
    assert send(editor, path_of(item), form).status_code == 413


def test_form_without_its_end_saves_nothing(editor):
    """A body that was cut on the way must not empty what did not arrive."""
    item = section(summary="Kept.")
    form = opened(editor, path_of(item)).without("summary")
    answer = send(editor, path_of(item), form)
    assert "did not arrive" in answer.text
    assert stored(item)["summary"] == "Kept."


@pytest.mark.parametrize(
    ("path", "typed", "says"),
    [
        ("sections", {"title": ""}, "Write a title."),
        ("sections", {"slug": "Not A Slug"}, "Use small letters a to z"),
        ("sections", {"position": "first"}, "Write a whole number in digits."),
        ("sections", {"position": ""}, "This cannot be empty."),
        ("sections", {"position": "9" * 20}, "Expected a whole number."),
        ("sections", {"kind": "other"}, "Choose one of the list."),
        ("sections", {"citations-0-source": ""}, "Choose one of the list."),
        ("sections", {"summary": "a\0b"}, "Expected text."),
        ("sections", {"note": "a\0b"}, "Expected text."),
        ("clinic", {"phone": "870"}, "Write the phone number as +"),
        ("sources", {"url": "http://a.org"}, "The address must begin with https://."),
        ("sources", {"accessed_on": "soon"}, "Write a day as YYYY-MM-DD."),
        ("side-effects", {"frequencies-0-rate_percent": "many"}, "Write a number, such as 9.8."),
        ("side-effects", OUT_OF_RANGE, "is a number from 0 to 100"),
    ],
)
def test_bad_input_is_told_at_its_place_and_kept(editor, path, typed, says):
    item = first(path)
    before = stored(item)
    answer = save(editor, item, internal_note="typed", **typed)
    assert says in answer.text
    assert (stored(item), opened_again(answer).value("internal_note")) == (before, "typed")


def test_refused_save_says_nothing_of_the_database(editor):
    answer = save(editor, first("sections"), slug="-")
    assert not [each for each in ("ck_item", "SQL", "constraint", "Error") if each in answer.text]


def test_same_slug_twice_is_told(editor):
    make("faqs", slug="taken")
    db.session.commit()
    answer = save(editor, first("faqs"), slug="taken")
    assert "Another record has this slug" in answer.text


def test_brought_back_text_is_shown_and_not_saved(editor):
    item = section(title="Old")
    form = opened(editor, path_of(item)).typed(title="Typed before", _redisplay="1")
    answer = send(editor, path_of(item), form)
    assert (stored(item)["title"], opened_again(answer).value("title")) == ("Old", "Typed before")
    assert "It is not saved yet" in answer.text


def test_older_revision_opens_in_the_form(editor):
    item = section(title="First words")
    edit(item, title="Second words")
    db.session.commit()
    form = opened(editor, f"{path_of(item)}&from=1")
    assert (form.value("title"), form.value("lock_version")) == ("First words", "2")
    assert stored(item)["title"] == "Second words"


@pytest.mark.parametrize("number", ["0", "99", "9" * 30])
def test_revision_that_is_none_is_not_found(editor, number):
    assert editor.get(f"{path_of(first('faqs'))}&from={number}").status_code == 404


@pytest.mark.parametrize("key", ["", "0", "1,2", "x", "9" * 30, "-1", "²"])
@pytest.mark.parametrize("view", ["edit", "details", "history"])
def test_id_that_is_none_is_not_found(editor, view, key):
    assert editor.get(f"/sections/{view}/?id={key}").status_code == 404


def test_record_of_another_type_is_not_found(editor):
    assert editor.get(f"/sections/edit/?id={first('faqs').id}").status_code == 404


def test_save_and_keep_editing_stays(editor):
    item = section()
    answer = save(editor, item, title="New", _continue_editing="1")
    assert answer.location == path_of(item)


def test_save_is_said_once_and_the_kept_copy_may_go(editor):
    item = section()
    page = editor.get(save(editor, item, title="New").location)
    assert "Saved as revision 2" in page.text
    assert f'data-saved="{path_of(item)}"' in page.text


def test_mistake_of_ours_is_an_error_page_without_its_words(editor, caplog, staff_app):
    """The control: stock Flask-Admin would show the words and answer 200."""
    staff_app.config["PROPAGATE_EXCEPTIONS"] = False
    db.session.execute(db.text("DROP TABLE audit_head"))
    db.session.commit()
    answer = save(editor, first("faqs"), question="Lost?")
    staff_app.config["PROPAGATE_EXCEPTIONS"] = None
    assert (answer.status_code, "audit_head" in answer.text) == (500, False)
    assert "audit_head" in caplog.text

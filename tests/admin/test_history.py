"""History: every save with its difference, who and why."""

from admin.history import MOST
from models.base import db
from tests.admin.pages import path_of
from tests.builders import edit, first, make, publish


def history(client, item):
    db.session.commit()
    return client.get(path_of(item, "history")).text


def test_history_shows_words_that_came_and_went(editor):
    item = make("faqs", question="Is it safe?")
    edit(item, question="Is it good?")
    page = history(editor, item)
    assert "<del>" in page
    assert "safe?" in page
    assert "<ins>" in page
    assert "good?" in page


def test_history_says_which_revision_is_live(editor):
    item = first("faqs")
    publish(edit(item, question="Live?"))
    edit(item, question="Not yet?")
    page = history(editor, item)
    assert page.count("Live: the public reads this") == 1
    assert page.index("Revision 3") < page.index("Live: the public") < page.index("Revision 1")


def test_older_revision_can_be_opened(editor):
    item = make("faqs")
    edit(item, question="Second?")
    assert f"{path_of(item)}&amp;from=1" in history(editor, item)


def test_who_only_reads_cannot_open_it_in_the_form(desk):
    item = make("faqs")
    assert "from=1" not in history(desk("reviewer"), item)


def test_long_history_leads_on_to_its_older_revisions(editor):
    item = make("faqs")
    for number in range(MOST + 1):
        edit(item, question=f"Question {number}?")
    newest = history(editor, item)
    older = editor.get(f"{path_of(item, 'history')}&below=3").text
    assert (newest.count('<li class="card"'), "below=3" in newest) == (MOST, True)
    assert (older.count('<li class="card"'), "Older revisions" in older) == (2, False)

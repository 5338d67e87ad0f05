"""`flask content`: the difference in words, an editor's name, and nothing by halves."""

import json

import pytest

import seeds
from models.staff import Role
from services import content_files, items
from tests.builders import first, make, type_called
from tests.guides import over_all_seeds
from tests.registry import each_type
from tests.services.test_staff import somebody

app = over_all_seeds


@pytest.fixture
def content(app, session, tmp_path):
    """The command, with an export of the seeded guide at hand."""
    run = app.test_cli_runner().invoke
    assert run(args=["content", "export", str(tmp_path)]).exit_code == 0
    return lambda *options: run(args=["content", "import", str(tmp_path), *options])


@pytest.fixture
def change(tmp_path):
    """Edits the first record of a file."""

    def edit(name, **fields):
        path = tmp_path / name
        listed = json.loads(path.read_text())
        listed[0].update(fields)
        path.write_text(json.dumps(listed))

    return edit


@each_type
def test_export_is_the_seeds(content, tmp_path, content_type):
    name = content_files.name_of(content_type)
    assert (tmp_path / name).read_bytes() == (seeds.FOLDER / name).read_bytes()


def test_export_says_what_it_wrote_and_no_bar(app, session, tmp_path):
    said = app.test_cli_runner().invoke(args=["content", "export", str(tmp_path)]).output
    assert said.startswith("exported: clinic.json, ")
    assert len(said.splitlines()) == 1


def test_own_export_changes_nothing(content):
    said = content("--dry-run").output
    assert {each.split()[-1] for each in said.splitlines()[:-1]} == {"same"}


def test_dry_run_says_the_change_word_by_word_and_makes_none(content, change):
    before = first("faqs").question
    change("faqs.json", question=f"{before} Really?")
    said = content("--dry-run").output
    assert f"  changed: {first('faqs').slug}\n    question\n" in said
    assert "      +  Really?\n" in said
    assert said.endswith("dry run: nothing was changed\n")
    assert first("faqs").question == before


def test_import_says_the_same_and_makes_the_change(content, change):
    change("faqs.json", question="Really?")
    dry, wet = content("--dry-run").output, content().output
    assert dry.splitlines()[:-1] == wet.splitlines()[:-1]
    assert first("faqs").question == "Really?"


def test_words_that_a_terminal_would_obey_are_not_printed(content, change):
    change("faqs.json", question="\x1b[2J\x07Gone?")
    said = content("--dry-run").output
    assert "Gone?" in said
    # click itself takes out colours where no terminal listens, and nothing else.
    assert {"\x1b", "\x07"} & set(said) == set()


def test_only_here_is_listed_and_kept(content):
    make("faqs", slug="mine")
    assert "13 same, 1 only here\n  only here: mine\n" in content().output
    assert items.find(type_called("faqs"), "mine")


def test_refusal_ends_with_every_sentence_and_changes_nothing(content, change):
    change("faqs.json", question=5)
    change("sources.json", title="Another title")
    result = content()
    assert (result.exit_code, "question: expected text." in result.output) == (1, True)
    assert first("sources").title != "Another title"


def test_folder_that_is_none_is_refused(app, session, tmp_path):
    run = app.test_cli_runner().invoke
    (tmp_path / "file").write_text("")
    for verb in ("export", "import"):
        result = run(args=["content", verb, str(tmp_path / "file")])
        assert (result.exit_code, "is not a folder." in result.output) == (1, True)


def test_editor_is_named_beside_the_revision(content, change):
    made = somebody(Role.EDITOR)
    change("faqs.json", question="Really?")
    assert content("--as", made.email.upper(), "--note", "From a file.").exit_code == 0
    saved = items.newest_revision(first("faqs"))
    assert (saved.author, saved.note) == (str(made), "From a file.")


def test_without_a_name_it_is_the_system(content, change):
    change("faqs.json", question="Really?")
    content()
    assert items.newest_revision(first("faqs")).author == "system"


@pytest.mark.parametrize(
    ("role", "active", "says"),
    [
        (Role.REVIEWER, True, "This account does not have the role editor."),
        (Role.EDITOR, False, "There is no active account with this e-mail address."),
    ],
    ids=["reviewer", "former"],
)
def test_who_may_not_edit_is_refused(content, change, role, active, says):
    made = somebody(role, active=active)
    change("faqs.json", question="Really?")
    result = content("--as", made.email)
    assert (result.exit_code, result.output) == (1, f"Error: {says}\n")
    assert first("faqs").question != "Really?"

"""`flask export`: the guide and its page as files, or a sentence why not."""

from app import create_app


def run(settings, *args):
    app = create_app("runner", settings)
    return app.test_cli_runner().invoke(args=[*args])


def test_guide_and_page_are_written(databases, tmp_path):
    settings = databases.new("sqlite")
    run(settings, "prepare")
    said = run(settings, "export", str(tmp_path / "site"))
    assert (said.exit_code, "exported: edition 1" in said.output) == (0, True)
    names = {"index.html", "site.js", "api/v1/guide.json", "api/v1/sections/emergency.json"}
    assert all((tmp_path / "site" / "current" / each).is_file() for each in names)


def test_nothing_published_is_said(databases, tmp_path):
    settings = databases.new("sqlite")
    run(settings, "db", "upgrade")
    said = run(settings, "export", str(tmp_path))
    assert (said.exit_code, "Nothing is published yet." in said.output) == (1, True)

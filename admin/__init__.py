"""The staff edge. Its screens come with sign-in; until then nothing of the guide is shown here."""

from flask import Flask


def init_app(app: Flask) -> None:
    app.add_url_rule("/", "start", show_start)


def show_start() -> str:
    """Say plainly that there is nothing to sign in to yet."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Staff</title>'
        "<h1>Staff</h1><p>The dashboard has no screens yet. The guide's records are in the "
        "database; the public page shows what is published.</p></html>"
    )

"""The dashboard's templates and scripts keep to the content policy, and ask no other host."""

import re

import pytest

from admin.assets import FOLDER

TEMPLATES = sorted((FOLDER.parent / "templates").rglob("*.html"))
SCRIPTS = sorted(FOLDER.glob("*.js"))
FORBIDDEN = {
    "a handler": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']"""),
    "a style": re.compile(r"<style|\sstyle\s*="),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a script without nonce": re.compile(r"<script(?![^>]*nonce=)"),
    "a script in the page": re.compile(r"<script[^>]*>\s*[^<\s]"),
    "a stylesheet without nonce": re.compile(r"<link(?=[^>]*stylesheet)(?![^>]*nonce=)"),
    "another host": re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//"""),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape"),
}
PLANTED = [
    '<b onclick="go()">',
    '<b style="color: red">',
    '<a href="JavaScript:go()">',
    '<script src="x.js"></script>',
    '<script nonce="n">go()</script>',
    '<link rel="stylesheet" href="x.css">',
    '<img src="//elsewhere.example/x.png">',
    "{{ words | safe }}",
]


def forbidden(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_keeps_to_the_policy(path):
    assert forbidden(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_writes_has_a_token(path):
    forms = re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(), re.DOTALL)
    assert [each for each in forms if "csrf" not in each] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_asks_no_other_host(path):
    assert re.findall(r"https?://", path.read_text()) == []


@pytest.mark.parametrize(("name", "planted"), list(zip(FORBIDDEN, PLANTED, strict=True)))
def test_planted_markup_is_seen(name, planted):
    """The control."""
    assert forbidden(planted) == [name]

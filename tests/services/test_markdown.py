"""Whatever an author types, the HTML is harmless."""

import re

import pytest

from services.markdown import render

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="x" onclick="alert(1)">x</a>',
    "![x](https://example.com/pixel.png)",
    "<style>*{display:none}</style>",
    "<iframe src=//example.com></iframe>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_harmless(text):
    html = render(text)
    assert not any(f"<{tag}" in html for tag in ("script", "img", "style", "iframe"))
    assert 'href="javascript' not in html
    assert "onclick=alert" not in html.replace("&quot;", "")


@pytest.mark.parametrize(
    "text",
    ["[words](//example.com/a)", "[words](http://example.com)", "![words](x.png)", "# words"],
)
def test_no_word_vanishes_with_what_is_not_allowed(text):
    html = render(text)
    assert "words" in html
    assert "<p>" in html
    assert "//example.com" not in "".join(re.findall('href="[^"]*"', html))


def test_plain_markdown_is_rendered():
    assert render("A **strong** word") == "<p>A <strong>strong</strong> word</p>\n"


def test_link_leads_out_without_a_referrer():
    assert 'rel="noopener noreferrer"' in render("[x](https://example.com)")


def test_telephone_link_is_kept():
    assert 'href="tel:988"' in render("[988](tel:988)")

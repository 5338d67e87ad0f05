"""Markdown to HTML that is harmless on any page. Runs once, when an edition is published."""

import nh3
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = set(
    "p br strong em ul ol li blockquote code pre h3 h4 a hr table thead tbody tr th td".split()
)


def render(text: str) -> str:
    """Clean HTML; raw HTML in the source comes out as text, links lead out without a referrer."""
    return nh3.clean(
        _parser.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "tel", "mailto"},
        link_rel="noopener noreferrer",
    )

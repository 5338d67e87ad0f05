"""Forms as a browser would send them: read from the page, changed, in the page's order."""

from html.parser import HTMLParser
from typing import Any, Self

Fields = list[tuple[str, str]]


class Form(HTMLParser):
    """The fields of the form with that id; what stands in a template is not sent."""

    def __init__(self, html: str, wanted: str = "edit") -> None:
        super().__init__()
        self.fields: Fields = []
        self._wanted, self._inside, self._select, self._text = wanted, False, "", ""
        self._templates = 0
        self.feed(html)

    def handle_starttag(self, tag: str, given: Any) -> None:
        attrs = dict(given)
        if tag == "form":
            self._inside = attrs.get("id") == self._wanted
        self._templates += tag == "template"
        if self._inside and not self._templates:
            getattr(self, f"_start_{tag}", lambda _attrs: None)(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"
        self._templates -= tag == "template"
        if tag == "textarea" and self._text:
            # Browsers leave out the line end that comes first.
            name, value = self.fields[-1]
            self.fields[-1] = (name, value.replace("\r\n", "\n").removeprefix("\n"))
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            name, value = self.fields[-1]
            self.fields[-1] = (name, value + data)

    def _start_input(self, attrs: dict[str, str]) -> None:
        kind = attrs.get("type", "text")
        if "name" in attrs and (kind not in ("checkbox", "radio") or "checked" in attrs):
            self.fields.append((attrs["name"], attrs.get("value", "on")))

    def _start_textarea(self, attrs: dict[str, str]) -> None:
        self._text = attrs["name"]
        self.fields.append((self._text, ""))

    def _start_select(self, attrs: dict[str, str]) -> None:
        self._select = attrs["name"]

    def _start_option(self, attrs: dict[str, str]) -> None:
        if "selected" in attrs:
            self.fields.append((self._select, attrs.get("value", "")))

    def typed(self, **changes: Any) -> Self:
        """Other words in these fields, or new fields at the end."""
        left = dict(changes)
        self.fields = [(name, str(left.pop(name, value))) for name, value in self.fields]
        self.fields += [(name, str(value)) for name, value in left.items()]
        return self

    def without(self, *beginnings: str) -> Self:
        self.fields = [each for each in self.fields if not each[0].startswith(beginnings)]
        return self

    def value(self, name: str) -> str | None:
        return dict(self.fields).get(name)

    def values(self, ending: str) -> list[str]:
        """In the order of the page."""
        return [value for name, value in self.fields if name.endswith(ending)]

    def data(self) -> dict[str, list[str]]:
        """For the test client, which keeps this order."""
        found: dict[str, list[str]] = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(value.replace("\n", "\r\n"))
        return found

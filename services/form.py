"""A form as one text with one digest: the one in use, or one that somebody was shown once."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.consent import ConsentPurpose
from services.canonical import digest

TOKEN = "form_token"  # noqa: S105 -- the name of a field
CONSENTS = "consents"


@dataclass(frozen=True)
class ConsentWords:
    """The exact words of one consent, as a form shows them."""

    id: str
    version: int
    purpose: ConsentPurpose
    words: str
    required: bool
    error: str

    @property
    def sha256(self) -> str:
        return digest(self.words.encode())


@dataclass(frozen=True)
class Form:
    """One form, in use or as it once was shown: `text` is all of it, and what is confirmed."""

    text: bytes

    @cached_property
    def source(self) -> dict[str, Any]:
        """All words, with `{clinic}`, `{emergency}` … still to be filled in."""
        words: dict[str, Any] = json.loads(self.text)
        return words

    @cached_property
    def digest(self) -> str:
        return digest(self.text)

    @cached_property
    def consents(self) -> tuple[ConsentWords, ...]:
        return tuple(
            ConsentWords(**{**each, "purpose": ConsentPurpose(each["purpose"])})
            for each in self.source[CONSENTS]
        )

    @property
    def fields(self) -> list[dict[str, Any]]:
        """Each with name, label, kind, required, max_length, choices, autocomplete, help, error."""
        known: list[dict[str, Any]] = self.source["fields"]
        return known

    @property
    def trap(self) -> str:
        """The field that no person sees: whoever fills it in is none."""
        return str(self.source["trap"]["name"])

    @property
    def known_names(self) -> list[str]:
        """Everything that a request may have."""
        return [*(each["name"] for each in self.fields), CONSENTS, TOKEN, self.trap]

    @property
    def language(self) -> str:
        """That its words are in."""
        return str(self.source["language"])

    @property
    def business_days(self) -> int:
        """Within which the form promises an answer."""
        return int(self.source["policies"]["business_days"])

    @cached_property
    def example(self) -> dict[str, Any]:
        """A whole request, which is accepted as it stands and kept as a test."""
        agreed = (ConsentPurpose.PRIVACY_NOTICE, ConsentPurpose.CALL)
        texts = [each for each in self.consents if each.purpose in agreed]
        sent = {each.purpose.value: each.sha256 for each in texts}
        return {**self.source["example"], CONSENTS: sent}

    def error(self, name: str) -> str:
        return str(self.source["errors"][name])

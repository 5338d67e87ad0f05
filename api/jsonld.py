"""The current guide in the words of schema.org, from its published JSON alone.

Nothing is claimed that no record says: what the clinic has not told us is left out, the nickname
of the medicine is no name of it, and how often side effects come is not schema.org's to say.
"""

from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]
Record = dict[str, Any]

# Within the page, so that no host is named.
PAGE, DRUG, CLINIC, QUESTIONS = ({"@id": f"#{name}"} for name in "page drug clinic faq".split())
# The one medicine that the guide is about.
MEDICINE = "naltrexone"
# What a section tells of the medicine, where the guide has such a section.
TELLS = {
    "mechanismOfAction": "how-naltrexone-works",
    "alcoholWarning": "alcohol-safety",
    "pregnancyWarning": "pregnancy-and-breastfeeding",
    "breastfeedingWarning": "pregnancy-and-breastfeeding",
}


def graph(guide: dict[str, Any], head: dict[str, Any]) -> Node:
    """`head` says which edition it is."""
    nodes = [_page(guide, head), _drug(guide), _questions(guide), _clinic(guide["clinic"])]
    return {"@context": "https://schema.org", "@graph": nodes}


def _page(guide: dict[str, Any], head: dict[str, Any]) -> Node:
    return {
        "@type": "MedicalWebPage",
        **PAGE,
        "inLanguage": "en",
        "version": head["number"],
        "dateModified": head["published_at"],
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "about": DRUG,
        "publisher": CLINIC,
        "hasPart": QUESTIONS,
        "citation": [_source(each) for each in guide["sources"]],
        **_reviewed(list(_items(guide))),
    }


def _items(guide: dict[str, Any]) -> Iterable[Record]:
    for found in guide.values():
        yield from found if isinstance(found, list) else [found]


def _reviewed(items: list[Record]) -> Node:
    """Only where somebody stands for every item; the page is as old as the oldest of these days."""
    if not all(each.get("reviewed_at") and each.get("reviewed_by") for each in items):
        return {}
    names = sorted({each["reviewed_by"] for each in items})
    return {
        "lastReviewed": min(each["reviewed_at"] for each in items)[:10],
        "reviewedBy": [{"@type": "Person", "name": name} for name in names],
    }


def _drug(guide: dict[str, Any]) -> Node:
    safety = [_words(each) for each in guide["sections"] if each["kind"] == "safety"]
    by_slug = {each["slug"]: each for each in guide["sections"]}
    told = {name: _words(by_slug[slug]) for name, slug in TELLS.items() if slug in by_slug}
    names = {"name": MEDICINE, "nonProprietaryName": MEDICINE}
    return _given({"@type": "Drug", **DRUG, **names, "warning": safety, **told})


def _words(section: Record) -> str:
    """The whole section as its author wrote it: of a warning nothing is left out."""
    points = [f"{each['term']}\n\n{each['text']['markdown']}" for each in section["points"]]
    return "\n\n".join([section["title"], section["summary"], section["body"]["markdown"], *points])


def _questions(guide: dict[str, Any]) -> Node:
    asked = [_question(each) for each in guide["faqs"]]
    return {"@type": "FAQPage", **QUESTIONS, "inLanguage": "en", "mainEntity": asked}


def _question(faq: Record) -> Node:
    """The answer is what readers see."""
    answer = {"@type": "Answer", "text": faq["answer"]["html"]}
    return {"@type": "Question", "name": faq["question"], "acceptedAnswer": answer}


def _clinic(clinic: Record) -> Node:
    """Emergency numbers are not the clinic's."""
    told = {name: clinic[name] for name in ("name", "email", "address")}
    contact = _given({"telephone": clinic["phone"], "email": clinic["email"]})
    return _given(
        {
            "@type": "MedicalClinic",
            **CLINIC,
            **told,
            "telephone": clinic["phone"],
            "contactPoint": {"@type": "ContactPoint", **contact},
        }
    )


def _source(source: Record) -> Node:
    publisher = {"@type": "Organization", "name": source["publisher"]}
    told = {"name": source["title"], "url": source["url"]}
    return _given({"@type": "CreativeWork", **told, "publisher": publisher})


def _given(node: Node) -> Node:
    return {name: value for name, value in node.items() if value}

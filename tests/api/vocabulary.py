"""The part of schema.org that we may use, listed by hand from its pages: type to properties.

Drug stands under Product and Substance there, not under MedicalTherapy: so no contraindication.
"""

THING = {"@type", "@id", "name", "alternateName", "description", "url"}
CREATIVE_WORK = THING | {
    *("about", "audience", "citation", "dateModified", "datePublished", "hasPart", "inLanguage"),
    *("isPartOf", "mainEntity", "publisher", "text", "version"),
}
WEB_PAGE = CREATIVE_WORK | {"lastReviewed", "reviewedBy"}
ORGANIZATION = THING | {"address", "contactPoint", "email", "telephone"}

PROPERTIES = {
    "MedicalWebPage": WEB_PAGE | {"medicalAudience"},
    "FAQPage": WEB_PAGE,
    "CreativeWork": CREATIVE_WORK,
    "Question": CREATIVE_WORK | {"acceptedAnswer"},
    "Answer": CREATIVE_WORK,
    "Drug": THING
    | {
        *("activeIngredient", "administrationRoute", "alcoholWarning", "availableStrength"),
        *("breastfeedingWarning", "dosageForm", "drugClass", "interactingDrug", "labelDetails"),
        *("mechanismOfAction", "nonProprietaryName", "overdosage", "pregnancyWarning"),
        *("prescribingInfo", "prescriptionStatus", "proprietaryName", "rxcui", "warning"),
    },
    "MedicalClinic": ORGANIZATION | {"openingHours", "medicalSpecialty"},
    "ContactPoint": THING
    | {
        *("areaServed", "availableLanguage", "contactType", "email", "hoursAvailable"),
        "telephone",
    },
    "Organization": ORGANIZATION,
    "Person": THING,
    "MedicalAudience": THING | {"audienceType"},
}


def nodes(value):
    """Every node of a graph, also inside others; what only points to one is none."""
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)
    if isinstance(value, dict):
        if set(value) != {"@id"}:
            yield value
        for each in value.values():
            yield from nodes(each)


def strangers(graph):
    """What is not in the list, as type and property."""
    return {
        (node.get("@type"), name)
        for node in nodes(graph)
        for name in node
        if name not in PROPERTIES.get(node.get("@type"), set())
    }

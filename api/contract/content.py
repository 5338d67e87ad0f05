"""Operations on the guide: they follow from the registry, as the routes do."""

from collections.abc import Iterable, Iterator
from typing import Any

from api import asked
from api.contract import examples
from api.contract.components import named, ref
from api.contract.operations import READS, Operation, in_path, in_query
from api.contract.shapes import GUIDE, Json, array, record
from api.schemas import declared
from api.schemas.base import ItemSchema
from services.registry import ContentType, content_types

META = ref("Meta")
SLUG = in_path("slug", {"type": "string"}, "Its name in addresses.", examples.NAMED["slug"])
GONE = (*READS, 410)
AS_OF = in_query(
    "as_of",
    {"type": "string", "format": "date-time"},
    "Leads to the edition that the public read at that moment.",
    examples.MOMENT,
)


def operations() -> Iterator[Operation]:
    yield _guide()
    for each in content_types():
        if each.singleton:
            yield _only(each)
        else:
            yield from (_list(each), _one(each))


def _guide() -> Operation:
    parts = {
        each.key: examples.record(each.schema()) if each.singleton else []
        for each in content_types()
    }
    return Operation(
        "/guide",
        "get_guide",
        "guide",
        "The whole published guide.",
        "Every content type in one answer; what a page needs to start.",
        record(data=GUIDE, meta=META),
        {"data": parts, "meta": examples.META},
        parameters=(AS_OF,),
        errors=(*READS, 503),
        leads=307,
    )


def _list(content_type: ContentType) -> Operation:
    schema = content_type.schema
    place = {"count": 1, "limit": None, "offset": 0}
    return Operation(
        f"/{content_type.path}",
        f"list_{content_type.key}",
        "guide",
        f"All {content_type.many}, in the order of the guide.",
        "Narrowed down, put in order and read page by page, if you ask for it.",
        record(data=array(ref(named(content_type))), meta=ref("ListMeta")),
        {"data": [examples.record(schema())], "meta": {**examples.META, **place}},
        parameters=tuple(_of_list(content_type)),
        errors=(*READS, 503),
    )


def _one(content_type: ContentType) -> Operation:
    return _record(
        content_type,
        f"/{content_type.path}/{{slug}}",
        f"One {content_type.one}.",
        "An address that it had before leads on; what was withdrawn is gone, with the reason.",
        parameters=(SLUG, _fields(content_type)),
        errors=(*GONE, 503),
        leads=308,
    )


def _only(content_type: ContentType) -> Operation:
    return _record(
        content_type,
        f"/{content_type.path}",
        f"The {content_type.one}.",
        "There is one.",
        parameters=(_fields(content_type),),
        errors=(*READS, 503),
    )


def _record(
    content_type: ContentType, path: str, summary: str, description: str, **more: Any
) -> Operation:
    return Operation(
        path,
        f"get_{content_type.name}",
        "guide",
        summary,
        description,
        record(data=ref(named(content_type)), meta=META),
        {"data": examples.record(content_type.schema()), "meta": examples.META},
        **more,
    )


def _of_list(content_type: ContentType) -> Iterator[Json]:
    schema: type[ItemSchema] = content_type.schema
    ways = [f"{way}{each}" for each in declared.sorts(schema) for way in ("", "-")]
    most, farthest = asked.MOST, asked.FARTHEST
    yield in_query("limit", _whole(1, most), "At most so many.", 20)
    yield in_query("offset", _whole(0, farthest), "Leave out so many at the beginning.", 0)
    yield in_query(
        "sort", {"type": "string", "enum": ways}, "By a field; falling with `-`.", ways[0]
    )
    yield _fields(content_type)
    for name, each in declared.filters(schema).items():
        example = [each.words[0]] if each.words else "a"
        yield in_query(name, _words(each.words), "Any of these; several with commas.", example)


def _fields(content_type: ContentType) -> Json:
    schema: type[ItemSchema] = content_type.schema
    names = declared.names(schema)
    says = "Only these, with slug and revision."
    return in_query("fields", _words(names), says, names[:1])


def _words(words: Iterable[str]) -> Json:
    """Several of a vocabulary; or, where there is none, text with commas."""
    if listed := list(words):
        items = {"type": "string", "enum": listed}
        return {"type": "array", "items": items, "minItems": 1, "maxItems": len(listed)}
    return {"type": "string", "maxLength": asked.LONGEST}


def _whole(least: int, most: int) -> Json:
    return {"type": "integer", "minimum": least, "maximum": most}

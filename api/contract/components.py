"""The shapes that the contract names, from the schemas that make the answers."""

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema, fields

from api.contract.shapes import PLAIN
from api.schemas.base import MarkdownField
from api.schemas.enrollment import FormSchema, ReceiptSchema
from services.registry import ContentType, content_types

Json = dict[str, Any]
# A record that is narrowed down with `fields` still has these.
ALWAYS = ["slug", "revision"]
MARKDOWN = "Markdown"


def plugin() -> MarshmallowPlugin:
    found = MarshmallowPlugin(schema_name_resolver=_name)
    found.Converter.field_mapping = {**found.Converter.field_mapping, fields.Raw: (None, None)}
    return found


def add(spec: APISpec) -> None:
    for name, shape in PLAIN.items():
        spec.components.schema(name, shape)
    _converter(spec).add_attribute_function(_markdown)
    for each in content_types():
        spec.components.schema(named(each), schema=each.schema)
    for schema in (FormSchema, ReceiptSchema):
        spec.components.schema(_name(schema), schema=schema)
    spec.components.schema("Guide", _guide())


def named(content_type: ContentType) -> str:
    return _name(content_type.schema)


def whole(content_type: ContentType) -> Json:
    """A record with all of its fields."""
    every = {"type": "object", "required": list(content_type.schema().fields)}
    return {"allOf": [ref(named(content_type)), every]}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def opened(document: Json) -> Json:
    """What answers say may grow: more fields, and more words where there is a list of them."""
    for name, shape in document["components"]["schemas"].items():
        # A schema refuses what it does not know; an answer may have it.
        shape.pop("additionalProperties", None)
        if name not in PLAIN and "properties" in shape:
            record = {named(each) for each in content_types()}
            shape["required"] = ALWAYS if name in record else list(shape["properties"])
            for each in shape["properties"].values():
                _open_words(each)
    return document


def _open_words(shape: Json) -> None:
    if words := shape.pop("enum", None):
        shape["examples"] = [each for each in words if each is not None]
        shape["description"] = "One of the examples, today."


def _guide() -> Json:
    types = {
        each.key: whole(each) if each.singleton else {"type": "array", "items": whole(each)}
        for each in content_types()
    }
    return {"type": "object", "properties": types, "required": list(types)}


def _name(schema: type[Schema] | Schema) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Schema")


def _markdown(_self: Any, field: fields.Field[Any], **_kwargs: Any) -> Json:
    """Two fields in the answer, one in the schema."""
    return {**ref(MARKDOWN), "type": "object"} if isinstance(field, MarkdownField) else {}


def _converter(spec: APISpec) -> Any:
    (found,) = spec.plugins
    return found.converter  # type: ignore[attr-defined]

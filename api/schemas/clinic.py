"""The clinic, help lines and calls to action."""

from marshmallow import Schema, fields

from api.schemas.base import ItemSchema, MarkdownField


class HelpLineSchema(Schema):
    name = fields.String()
    phone = fields.String()
    display = fields.String()
    use_for = fields.String()
    url = fields.String(allow_none=True)
    is_emergency = fields.Boolean()


class CallToActionSchema(Schema):
    title = fields.String()
    text = MarkdownField()
    label = fields.String()
    target = fields.String()


class ClinicSchema(ItemSchema):
    name = fields.String()
    phone = fields.String()
    phone_display = fields.String()
    email = fields.String(allow_none=True)
    hours = fields.String(allow_none=True)
    address = fields.String(allow_none=True)
    help_lines = fields.List(fields.Nested(HelpLineSchema))
    calls_to_action = fields.List(fields.Nested(CallToActionSchema))

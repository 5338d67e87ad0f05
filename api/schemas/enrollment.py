"""The enrollment form as a front-end draws it, and the receipt of a request."""

from marshmallow import Schema, fields


class ChoiceSchema(Schema):
    value = fields.String()
    label = fields.String()


class FieldSchema(Schema):
    name = fields.String()
    label = fields.String()
    kind = fields.String()
    required = fields.Boolean()
    max_length = fields.Integer(allow_none=True)
    choices = fields.List(fields.Nested(ChoiceSchema), allow_none=True)
    autocomplete = fields.String(allow_none=True)
    help = fields.String(allow_none=True)
    error = fields.String()


class ConsentTextSchema(Schema):
    """Whoever agrees sends `sha256` under `purpose`: the digest of the very words they saw."""

    id = fields.String()
    version = fields.Integer()
    purpose = fields.String()
    required = fields.Boolean()
    words = fields.String()
    sha256 = fields.String()
    error = fields.String()


class NoticeSchema(Schema):
    id = fields.String()
    words = fields.String()


class TrapSchema(Schema):
    """A field that no person sees; it is sent empty or not at all."""

    name = fields.String()
    label = fields.String()


class FormSchema(Schema):
    title = fields.String()
    language = fields.String()
    fields_ = fields.List(fields.Nested(FieldSchema), data_key="fields", attribute="fields")
    trap = fields.Nested(TrapSchema)
    consents = fields.List(fields.Nested(ConsentTextSchema))
    notices = fields.List(fields.Nested(NoticeSchema))
    errors = fields.Dict(keys=fields.String(), values=fields.String())
    policies = fields.Dict(keys=fields.String(), values=fields.Integer())
    clinic_phone = fields.String()
    unconfirmed = fields.Boolean()
    digest = fields.String()
    example = fields.Raw()


class ReceiptSchema(Schema):
    reference = fields.String()
    status = fields.String()
    received_at = fields.DateTime(format="iso")

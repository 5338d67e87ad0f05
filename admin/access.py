"""Who may do what: each role with the least that it needs."""

from enum import StrEnum

from flask_login import current_user

from models.staff import Role, Staff
from services import actors
from services.actors import Actor


class Permission(StrEnum):
    READ_GUIDE = "read_guide"
    EDIT_GUIDE = "edit_guide"
    REVIEW = "review"
    SHARE_DRAFTS = "share_drafts"
    PUBLISH = "publish"
    READ_EDITIONS = "read_editions"
    WITHHOLD = "withhold"
    READ_AUDIT = "read_audit"
    MANAGE_STAFF = "manage_staff"
    READ_ENROLLMENTS = "read_enrollments"
    READ_RECEIPTS = "read_receipts"
    CONFIRM_TEXTS = "confirm_texts"
    EDIT_TERMS = "edit_terms"
    READ_WEBHOOKS = "read_webhooks"
    MANAGE_WEBHOOKS = "manage_webhooks"
    READ_RECORDS = "read_records"
    ASK_EXPORTS = "ask_exports"
    ANSWER_EXPORTS = "answer_exports"
    READ_DISCLOSURES = "read_disclosures"
    READ_KEYS = "read_keys"


_DRAFTS = {Permission.READ_GUIDE, Permission.SHARE_DRAFTS, Permission.READ_EDITIONS}
GRANTS: dict[Role, set[Permission]] = {
    Role.EDITOR: {*_DRAFTS, Permission.EDIT_GUIDE},
    Role.REVIEWER: {*_DRAFTS, Permission.REVIEW, Permission.WITHHOLD, Permission.EDIT_TERMS},
    Role.PUBLISHER: {*_DRAFTS, Permission.PUBLISH, Permission.WITHHOLD},
    Role.COORDINATOR: {
        Permission.READ_ENROLLMENTS,
        Permission.READ_RECEIPTS,
        Permission.READ_RECORDS,
        Permission.ASK_EXPORTS,
        Permission.ANSWER_EXPORTS,
        Permission.READ_DISCLOSURES,
    },
    Role.AUDITOR: {
        Permission.READ_GUIDE,
        Permission.READ_EDITIONS,
        Permission.READ_AUDIT,
        Permission.READ_RECEIPTS,
        Permission.READ_WEBHOOKS,
        Permission.READ_RECORDS,
        Permission.READ_DISCLOSURES,
    },
    Role.ADMIN: {
        Permission.MANAGE_STAFF,
        Permission.READ_AUDIT,
        Permission.READ_EDITIONS,
        Permission.WITHHOLD,
        Permission.READ_RECEIPTS,
        Permission.CONFIRM_TEXTS,
        Permission.EDIT_TERMS,
        Permission.READ_WEBHOOKS,
        Permission.MANAGE_WEBHOOKS,
        Permission.ANSWER_EXPORTS,
        Permission.READ_DISCLOSURES,
        Permission.READ_KEYS,
    },
}


def allows(staff: Staff, permission: Permission) -> bool:
    return any(permission in GRANTS[role] for role in staff.role_names)


def may(permission: Permission | None) -> bool:
    """Does whoever is signed in have it? None is what everybody has who is signed in."""
    return current_user.is_authenticated and (
        permission is None or allows(current_user, permission)
    )


def who() -> Actor:
    """Whoever is signed in, with what they may do."""
    return actors.of(current_user)


def actor() -> str:
    """Whoever is signed in, as revisions and the audit log call them."""
    return str(current_user)

"""Every screen of the dashboard: who sees it, and how one comes there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Page

from services.registry import ContentType, content_types
from tests import builders
from tests.journeys.staff.office import Office
from tests.journeys.staff.tour import deeds, keeping, recording, releasing, waiting
from tests.journeys.staff.tour.story import Cast

Deed = Callable[[Page, Office, Cast], None]


@dataclass(frozen=True)
class Screen:
    """`path` may name ids and tokens of the cast; `then` is done there.

    `status` is what the server answers in the end.
    """

    name: str
    path: str
    then: Deed | None = None
    who: str = "ada"
    status: int = 200


REQUEST = "/enrollments/details/?id={request}"

# Before anything was changed.
QUIET = (
    Screen("start, nothing waits", "/", who="rita"),
    Screen("review, nothing waits", "/review/", who="rita"),
    Screen("publish, nothing waits", "/publish/"),
    Screen("releases, none yet", "/releases/"),
    Screen("previews, none yet", "/previews/"),
    Screen("new preview, nothing waits", "/previews/new/"),
    Screen("requests, none yet", "/enrollments/", who="cora"),
    Screen("messages, none yet", "/messages/", who="cora"),
    Screen("webhooks, none yet", "/webhooks/"),
    Screen("exports, none yet", "/exports/", who="cora"),
    Screen("keys, none yet", "/keys/"),
)
WORK = (
    Screen("start", "/"),
    Screen("start of a reviewer", "/", who="rita"),
    Screen("list, nothing found", "/sections/?search=zzzz"),
    Screen("list, narrowed", "/sections/?flt0_standing_is=changed&search=before"),
    Screen("review", "/review/"),
    Screen("review of a reviewer", "/review/", who="rita"),
    Screen(
        "review, returned without a comment", "/review/", deeds.return_without_a_word, who="rita"
    ),
    Screen("publish", "/publish/"),
    Screen("publish, not approved yet", "/publish/", deeds.open_all),
    Screen("publish, without a reason", "/publish/", deeds.publish_without_reason),
    Screen("publish, asked first", "/publish/", deeds.ask_to_publish),
    Screen("publish, typed again", "/publish/", deeds.type_a_reason_and_return),
    Screen("previews", "/previews/"),
    Screen("preview", "/previews/details/?id={preview}"),
    Screen("new preview", "/previews/new/?id={section}", who="rita"),
    Screen("new preview, errors", "/previews/new/?id={section}", deeds.show_nobody),
    Screen("new preview, typed again", "/previews/new/", deeds.type_a_name_and_return),
    Screen("preview link", "/previews/new/?id={section}", deeds.show_somebody),
    Screen("details of a draft", "/sections/details/?id={section}", who="rita"),
    Screen("attestations", "/attestations/"),
    Screen("attestations of a reviewer", "/attestations/", who="rita"),
    Screen("editions", "/editions/"),
    Screen("edition, one item", "/editions/item/?id=1&item={section}", who="rita"),
    Screen("edition, compared", "/editions/compare/"),
    Screen("edition, to roll back", "/editions/roll-back/?id=1"),
    Screen("edition", "/editions/details/?id=1"),
    Screen("edition, over broken glass", "/editions/details/?id=1", who="rita"),
    Screen("audit log", "/audit/"),
    Screen("audit log, second page", "/audit/?page=1"),
    Screen("audit event", "/audit/details/?id=2"),
    Screen("history of a change", "/sections/history/?id={section}"),
    Screen("form of a changed section", "/sections/edit/?id={section}"),
    Screen("older revision", "/sections/edit/?id={section}&from=1"),
    Screen("form with errors", "/sections/edit/?id={section}", deeds.send_errors),
    Screen(
        "form with errors in a row", "/side-effects/edit/?id={effect}", deeds.send_half_a_person
    ),
    Screen("form, typed again", "/sections/edit/?id={section}", deeds.type_and_return),
    Screen("form, a row removed", "/sections/edit/?id={section}", deeds.remove_a_row),
    Screen("form, previews", "/sections/edit/?id={section}", deeds.show_previews),
    Screen("form, facts to name", "/sections/edit/?id={section}", deeds.show_facts),
    Screen("form of a changed fact", "/facts/edit/?id={fact}"),
    Screen("details of a changed fact", "/facts/details/?id={fact}", who="rita"),
    Screen("form, findings", "/sections/edit/?id={section}", deeds.type_findings),
    Screen("form, asked first", "/sections/edit/?id={section}", deeds.ask_to_trash),
    Screen("form, about to be signed out", "/sections/edit/?id={section}", deeds.fall_idle),
    Screen("conflict", "/sections/edit/?id={section}", deeds.save_too_late),
    Screen("menu", "/", deeds.open_menu),
    Screen("words to avoid", "/terms/"),
    Screen("words to avoid, one", "/terms/edit/?id=1"),
    Screen("words to avoid, new", "/terms/new/"),
    Screen("words to avoid, errors", "/terms/new/", deeds.send_no_term),
)
RELEASE = "/releases/details/?id={release}"
RELEASES = (
    Screen("publish, some scheduled", "/publish/"),
    Screen("publish, later", "/publish/", releasing.schedule_twice_shown),
    Screen("releases", "/releases/"),
    Screen("start, some scheduled", "/", who="edda"),
    Screen("release", RELEASE),
    Screen("release, to read", RELEASE, who="rita"),
    Screen("release, no moment", RELEASE, releasing.move_to_no_moment),
    Screen("release, two moments", RELEASE, releasing.move_to_two_moments),
    Screen("release, asked first", RELEASE, releasing.ask_to_cancel),
    Screen("release, over", "/releases/details/?id={over}"),
    Screen("release, held", "/releases/details/?id={held_release}"),
    Screen("releases, overdue", "/releases/", releasing.come_too_late),
)
ENROLLMENT = (
    Screen("start of a coordinator", "/", who="cora"),
    Screen("requests", "/enrollments/", who="cora"),
    Screen("requests, none found", "/enrollments/?search=zzzz", who="cora"),
    Screen("requests, tests", "/enrollments/?tests=1", who="cora"),
    Screen("requests, some ticked", "/enrollments/", waiting.tick, who="cora"),
    Screen("requests, a filter to save", waiting.NARROWED, waiting.open_filters, who="cora"),
    Screen("requests, a saved filter", waiting.NARROWED, waiting.save_filter, who="cora"),
    Screen("start with plots", "/", waiting.open_tables),
    Screen("request", REQUEST, who="cora"),
    Screen("request, revealed", REQUEST, deeds.reveal, who="cora"),
    Screen("request, to hand over", REQUEST, deeds.hand_over, who="cora"),
    Screen("request by telephone", "/enrollments/new/", who="cora"),
    Screen("request by telephone, errors", "/enrollments/new/", deeds.take_nothing, who="cora"),
    Screen("texts to confirm", "/texts/"),
)
EXPORT = "/exports/details/?id="
REPORT = "/access-report/"
RECORDS = (
    Screen("start, an export and a key wait", "/"),
    Screen("find", "/enrollments/find/", who="cora"),
    Screen("find, nothing typed", "/enrollments/find/", recording.find_nothing, who="cora"),
    Screen("find, found", "/enrollments/find/", recording.find, who="cora"),
    Screen("exports", "/exports/", who="cora"),
    Screen("exports of an administrator", "/exports/"),
    Screen("new export", "/exports/new/", who="cora"),
    Screen("new export, errors", "/exports/new/", recording.ask_for_nothing, who="cora"),
    Screen("export, own", f"{EXPORT}{{own}}", who="cora"),
    Screen("export, to answer", f"{EXPORT}{{waiting}}", who="cora"),
    Screen("export, asked first", f"{EXPORT}{{waiting}}", recording.ask_to_approve, who="cora"),
    Screen("export, to download", f"{EXPORT}{{ready}}", who="cora"),
    Screen("receipt of a disclosure", "/exports/receipt/?id={receipt}", who="cora"),
    Screen("access report, which", REPORT),
    Screen("access report", f"{REPORT}?reference={{reference}}", who="cora"),
    Screen("access report, none", f"{REPORT}?reference=zzzz"),
    Screen("keys", "/keys/"),
)
MAIL = (
    Screen("start, a message failed", "/", who="cora"),
    Screen("messages", "/messages/", who="cora"),
    Screen("messages, none found", "/messages/?search=zzzz", who="cora"),
    Screen("message", "/messages/details/?id={refused}", who="cora"),
    Screen(
        "message, asked first", "/messages/details/?id={doubtful}", deeds.ask_to_send, who="cora"
    ),
    Screen("request, its receipt failed", "/enrollments/details/?id={unreached}", who="cora"),
    Screen("account, notices", "/account/", who="cora"),
)
KEEPING = (
    Screen("start, some never deleted", "/", who="cora"),
    Screen("request, asked to stop", REQUEST, keeping.ask_to_stop, who="cora"),
    Screen("request, no more contact", "/enrollments/details/?id={stopped}", who="cora"),
    Screen(
        "request, not to be used", "/enrollments/details/?id={stopped}", deeds.reveal, who="cora"
    ),
    Screen("request, held", "/enrollments/details/?id={held}", who="cora"),
    Screen("request, deleted", "/enrollments/details/?id={deleted}", who="cora"),
    Screen("receipts", "/receipts/", who="cora"),
    Screen("receipt", "/receipts/details/?id={receipt}", who="cora"),
    Screen("consent text", "/texts/text/?id=call-en"),
    Screen("consent text, what changes", "/texts/text/?id=call-en", keeping.write_new_words),
    Screen("consent text, errors", "/texts/text/?id=call-en", keeping.write_nothing),
)
WEBHOOK = "/webhooks/details/?id={webhook}"
WEBHOOKS = (
    Screen("start, a webhook fails", "/"),
    Screen("webhooks", "/webhooks/"),
    Screen("webhook", WEBHOOK),
    Screen("webhook, asked first", WEBHOOK, deeds.ask_to_remove),
    Screen("webhook, refused for good", "/webhooks/details/?id={gone}"),
    Screen("webhook, nothing sent yet", "/webhooks/details/?id={new_webhook}"),
    Screen("new webhook", "/webhooks/new/"),
    Screen("new webhook, errors", "/webhooks/new/", deeds.lead_inside),
    Screen("new webhook, its secret", "/webhooks/new/", deeds.add_a_webhook),
)
PEOPLE = (
    Screen("staff", "/staff/"),
    Screen("invite", "/staff/invite/"),
    Screen("invite with errors", "/staff/invite/", deeds.invite_twice),
    Screen("one-time link", "/staff/invite/", deeds.invite),
    Screen("person", "/staff/person/{edda}/"),
    Screen("person, asked first", "/staff/person/{edda}/", deeds.ask_to_deactivate),
    Screen("person, invited", "/staff/person/{invited}/"),
    Screen("person, deactivated", "/staff/person/{former}/"),
    Screen("account", "/account/"),
    Screen("account without a second step", "/account/", who="nina"),
    Screen("change password", "/change"),
    Screen("change password with errors", "/change", deeds.send_passwords),
    Screen("verify", "/verify"),
    Screen("second step, set up", "/tf-setup", who="nina"),
    Screen("second step, to scan", "/tf-setup", deeds.show_picture, who="nina"),
    Screen("second step, change", "/tf-setup"),
    Screen("recovery codes, none", "/mf-recovery-codes"),
    Screen("recovery codes", "/mf-recovery-codes", deeds.make_codes),
    Screen("refused", "/publish/", who="rita", status=403),
    Screen("not found", "/nowhere", status=404),
)
OUTSIDE = (
    Screen("sign-in", "/login", who="nobody"),
    Screen("sign-in, refused", "/login", deeds.mistype, who="nobody"),
    Screen("second step, code", "/login", deeds.sign_in, who="nobody"),
    Screen("second step, wrong code", "/login", deeds.mistype_code, who="nobody"),
    Screen("second step, recovery code", "/login", deeds.lose_phone, who="nobody"),
    Screen("invitation", "/link/{invite}", who="nobody"),
    Screen("invitation with errors", "/link/{invite}", deeds.send_passwords, who="nobody"),
    Screen("no such link", "/link/nonsense", who="nobody", status=404),
    Screen("too many tries", "/login", deeds.mistype_often, who="nobody", status=429),
)


def of_types(app: Flask) -> list[Screen]:
    """What each content type has, from the registry."""
    with app.app_context():
        return [screen for each in content_types() for screen in _of_type(each)]


def _of_type(each: ContentType) -> Iterator[Screen]:
    path, item = each.path, builders.first(each.path).id
    yield Screen(f"{path}, form", f"/{path}/edit/?id={item}")
    yield Screen(f"{path}, history", f"/{path}/history/?id={item}")
    yield Screen(f"{path}, details", f"/{path}/details/?id={item}", who="rita")
    if not each.singleton:
        yield Screen(f"{path}, list", f"/{path}/")
        yield Screen(f"{path}, trash", f"/{path}/?trash=1")
        yield Screen(f"{path}, new", f"/{path}/new/")

"""Webhooks: who is told of new editions, what came of it, and the secret, which is shown once."""

from collections.abc import Callable

from flask import abort, current_app, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from wtforms.validators import DataRequired, Length

from admin import access, webhook_words
from admin.access import Permission
from admin.fields import Text
from admin.forms import PlainForm
from admin.guard import Guarded
from admin.ids import whole
from models.base import db
from models.delivery import Delivery
from models.webhook import Webhook
from services import deliveries, destinations, keyring, webhooks
from services.destinations import BadAddress
from services.errors import DomainError
from services.sealing import SealingKey
from services.webhooks import LONGEST_PURPOSE

READ, MANAGE = Permission.READ_WEBHOOKS, Permission.MANAGE_WEBHOOKS
MOST_DELIVERIES = 20


class WebhookForm(PlainForm):
    purpose = Text(
        "What it is for",
        [DataRequired(), Length(max=LONGEST_PURPOSE)],
        description="Whose program is told, such as the clinic's website.",
    )
    address = Text(
        "Address",
        [DataRequired(), Length(max=destinations.LONGEST)],
        description="Where messages go, such as https://site.example/hook. It never changes.",
    )


class WebhooksView(Guarded):
    needs = {
        **dict.fromkeys(("index_view", "details_view"), READ),
        **dict.fromkeys(("create_view", "do_view", "again_view"), MANAGE),
    }

    def __init__(self) -> None:
        super().__init__("Webhooks", "Administration", endpoint="webhooks", url="/webhooks")

    @expose("/")
    def index_view(self) -> str:
        return self.render("staff/webhooks.html", found=webhooks.everyone(), words=webhook_words)

    @expose("/details/")
    def details_view(self) -> str:
        webhook = _found(request.args.get("id"))
        sent = webhooks.newest_deliveries(webhook, MOST_DELIVERIES)
        told = {"webhook": webhook, "sent": sent, "words": webhook_words}
        return self.render("staff/webhook.html", most=MOST_DELIVERIES, **told)

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        sent = request.method == "POST"
        form = WebhookForm(request.form if sent else None)
        if sent and "_redisplay" not in request.form and form.validate():
            try:
                return self._made(form)
            except BadAddress as refused:
                form.address.errors = [str(refused)]
            except DomainError as refused:
                flash(str(refused), "error")
        return self.render("staff/webhook_new.html", form=form)

    @expose("/do/", methods=("POST",))
    def do_view(self) -> ResponseReturnValue:
        """Each button of the page of a webhook."""
        deed, said = DEEDS.get(request.form.get("do", "")) or abort(400)
        webhook = _found(request.form.get("id"))
        try:
            secret = deed(webhook, access.actor())
            db.session.commit()
        except DomainError as refused:
            db.session.rollback()
            secret, said = None, ("error", str(refused))
        if secret:
            return self._show(webhook, secret)
        flash(said[1], said[0])
        is_there = webhooks.find(webhook.id)
        return redirect(self._page_of(webhook) if is_there else self.get_url(".index_view"))

    @expose("/again/", methods=("POST",))
    def again_view(self) -> ResponseReturnValue:
        """One message once more."""
        key = whole(request.form.get("id"))
        delivery = (db.session.get(Delivery, key) if key else None) or abort(404)
        try:
            deliveries.send_again(delivery, access.actor())
            db.session.commit()
            flash("It is sent again. Look in a moment.", "success")
        except DomainError as refused:
            db.session.rollback()
            flash(str(refused), "error")
        return redirect(self._page_of(delivery.webhook))

    def _made(self, form: WebhookForm) -> str:
        # A name is looked up now, which may take long: nobody is to wait for our lock meanwhile.
        db.session.rollback()
        networks = current_app.config["WEBHOOK_NETWORKS"]
        destination = destinations.check(form.address.data or "", networks)
        made, secret = webhooks.add(destination, form.purpose.data or "", access.actor(), _key())
        db.session.commit()
        flash(self.get_url(".create_view"), "saved")
        return self._show(made, secret)

    def _show(self, webhook: Webhook, secret: str) -> str:
        """The only time that anybody sees it."""
        return self.render("staff/webhook_secret.html", webhook=webhook, secret=secret)

    def _page_of(self, webhook: Webhook) -> str:
        return str(self.get_url(".details_view", id=webhook.id))


def _found(given: str | None) -> Webhook:
    return webhooks.find(whole(given)) or abort(404)


def _key() -> SealingKey:
    return keyring.sealing_key(current_app.config["SEALING_KEYS"])


def _renew_secret(webhook: Webhook, actor: str) -> str:
    return webhooks.renew_secret(webhook, actor, _key())


def _test(webhook: Webhook, actor: str) -> None:
    deliveries.queue_test(webhook, actor)


Deed = Callable[[Webhook, str], str | None]
DEEDS: dict[str, tuple[Deed, tuple[str, str]]] = {
    "on": (webhooks.switch_on, ("success", "It is on: the next edition is told.")),
    "off": (webhooks.switch_off, ("success", "It is off. Nothing is sent there any more.")),
    "test": (_test, ("success", "The test message is on its way. Look in a moment.")),
    "secret": (_renew_secret, ("success", "")),
    "remove": (webhooks.remove, ("success", "Removed. Nothing is sent there any more.")),
}

"""What webhooks of an office were told, and what came of it."""

from models.base import db
from models.columns import utcnow
from models.delivery import Result
from models.webhook import Webhook
from services import deliveries
from services.letters import Answer
from tests.hooks import added
from tests.journeys.staff.office import Office
from tests.journeys.staff.tour.story import Cast


def tell(office: Office, cast: Cast) -> None:
    """One that took some and then failed, one that wants no more, and a new one."""
    with office.app.app_context():
        failing, gone, new = (added(purpose=each)[0] for each in ("Website", "Old app", "Screens"))
        deliveries.queue_edition(1)
        deliveries.give_up(new)
        _send(failing, cast, Result.TAKEN)
        _send(failing, cast, Result.TIMEOUT, Result.BROKEN, Result.TIMEOUT)
        _send(gone, cast, Result.GONE)
        quiet = added(f"https://9.9.9.9/{'a-long-way-' * 12}", "Nothing sent yet")[0]
        cast.ids.update(webhook=failing.id, gone=gone.id, new_webhook=quiet.id)
        db.session.commit()


def _send(webhook: Webhook, cast: Cast, *results: Result) -> None:
    made = deliveries.queue_test(webhook, cast.actor)
    for each in results:
        made.due_at = utcnow()
        db.session.flush()
        number = deliveries.take(made.id, utcnow())
        deliveries.settle(made.id, number, Answer(each, 217), utcnow())
        db.session.flush()

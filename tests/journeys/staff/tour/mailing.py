"""What was said by e-mail from an office, and what came of it."""

from models.base import db
from models.columns import utcnow
from models.message import MailResult, Message
from services import mailing
from tests.journeys.staff.office import Office
from tests.journeys.staff.tour.story import Cast
from tests.mails import asked, messages, tried


def send(office: Office, cast: Cast) -> None:
    """One of each kind of end, and a notice that does not reach its person."""
    with office.app.app_context():
        _receipt(MailResult.TAKEN)
        _receipt(MailResult.NOT_NOW)
        refused = _receipt(MailResult.NOT_NOW, MailResult.UNREACHABLE, MailResult.REFUSED)
        doubtful = _receipt(MailResult.UNKNOWN)
        mailing.queue_notices([cast.people["cora"].id], utcnow())
        tried(messages()[-1], MailResult.BOUNCED)
        asked()
        cast.ids.update(refused=refused.id, doubtful=doubtful.id)
        cast.ids["unreached"] = refused.enrollment_id or 0
        db.session.commit()


def _receipt(*results: MailResult) -> Message:
    asked()
    made = messages()[-1]
    for each in results:
        tried(made, each)
    return made

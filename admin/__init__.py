"""The staff edge: Flask-Admin's views behind sign-in, on pages of our own."""

from flask import Flask
from flask_admin import Admin

from admin import (
    assets,
    blank,
    guard,
    headers,
    lateness,
    links,
    moments,
    navigation,
    refusals,
    showing,
    signin,
    unseen,
)
from admin.access_report import AccessReportView
from admin.account import AccountView
from admin.attestations import AttestationsView
from admin.editions import EditionsView
from admin.enrollments import EnrollmentsView
from admin.exports import ExportsView
from admin.items import ItemView
from admin.keys import KeysView
from admin.log import AuditView
from admin.mail import MessagesView
from admin.people import PeopleView
from admin.preview import PreviewView
from admin.previews import PreviewsView
from admin.publish import PublishView
from admin.receipts import ReceiptsView
from admin.releases import ReleasesView
from admin.review import ReviewView
from admin.start import StartView
from admin.terms import TermsView
from admin.texts import TextsView
from admin.webhooks import WebhooksView
from services.registry import content_types

# In the order in which they look at a request.
PARTS = (
    headers,
    assets,
    signin,
    guard,
    lateness,
    unseen,
    refusals,
    blank,
    showing,
    moments,
    navigation,
)
MOST_BYTES = 2 * 1024 * 1024


def init_app(app: Flask) -> None:
    # A redirect to the same address with a slash would carry whatever host the client named.
    app.url_map.strict_slashes = False
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES)
    for part in PARTS:
        part.init_app(app)
    app.register_blueprint(links.blueprint)
    _add_views(app)


def _add_views(app: Flask) -> None:
    # Our own pages need none of Flask-Admin's files, so it serves none: without a folder no route.
    admin = Admin(app, index_view=StartView(), static_url_path="/unused")
    for content_type in content_types():
        admin.add_view(ItemView(content_type))
    admin.add_views(TermsView(), ReviewView(), PublishView(), ReleasesView())
    admin.add_views(PreviewsView(), EditionsView(), AttestationsView())
    admin.add_views(EnrollmentsView(), ExportsView(), AccessReportView())
    admin.add_views(ReceiptsView(), MessagesView(), TextsView())
    admin.add_views(AuditView(), PeopleView(), WebhooksView(), KeysView())
    admin.add_views(AccountView(), PreviewView())

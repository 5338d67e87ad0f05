"""The JSON edge: routes, public shapes, problems. It translates and decides nothing."""

from flask import Flask

from api import (
    content,
    cors,
    docs,
    editions,
    enrollment,
    openapi,
    previews,
    problems,
    reading,
    search,
)
from api.clerk import Clerk
from api.reading import PREFIX


def init_app(app: Flask) -> None:
    """Everything under /api/v1."""
    app.config["MAX_CONTENT_LENGTH"] = enrollment.LARGEST_BODY
    app.extensions["clerk"], app.extensions["desk"] = (
        Clerk(each) for each in (enrollment.settle, enrollment.desks)
    )
    problems.init_app(app)
    reading.init_app(app)
    cors.init_app(app)
    app.register_blueprint(content.blueprint(), url_prefix=PREFIX)
    app.register_blueprint(editions.blueprint, url_prefix=PREFIX)
    app.register_blueprint(enrollment.blueprint, url_prefix=PREFIX)
    app.register_blueprint(previews.blueprint, url_prefix=PREFIX)
    app.register_blueprint(openapi.blueprint, url_prefix=PREFIX)
    app.register_blueprint(search.blueprint, url_prefix=PREFIX)
    app.register_blueprint(docs.blueprint)

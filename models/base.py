"""The database handle, and one naming rule for every constraint so that migrations can name it."""

from typing import TYPE_CHECKING, Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase

from models import redaction, transaction

# Whoever has the database has these rules of its engines too.
ENGINE_RULES = (redaction, transaction)
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    # An error must never carry the values of a row into a log.
    engine_options={"hide_parameters": True},
)


def table_of(model: type[Base]) -> Table:
    """For rows that nobody wants as objects, where others wait for them to be written."""
    return cast(Table, model.__table__)


if TYPE_CHECKING:
    # What `db.Model` is; the type checker cannot follow an attribute made at run time.
    class Model(Base):
        __abstract__ = True
        __table_args__: Any
        __mapper_args__: Any
else:
    Model = db.Model

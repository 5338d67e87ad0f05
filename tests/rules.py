"""What a person is told who breaks a rule of the database, as a pattern to match."""

import re
from itertools import chain

from models.base import db


def says(rule: str) -> str:
    """Of the one rule whose name ends so."""
    constraints = chain.from_iterable(each.constraints for each in db.metadata.tables.values())
    (found,) = [each for each in constraints if str(each.name).endswith(f"_{rule}")]
    return re.escape(found.info["says"])

"""`make openapi`: write the contract as it is committed."""

import sys
from pathlib import Path

from api import contract
from content_types import CONTENT_TYPES
from services import registry

if __name__ == "__main__":
    registry.register(CONTENT_TYPES)
    Path(sys.argv[1]).write_text(contract.written())

"""When a background process was last seen alive."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model
from models.columns import UtcDateTime


class Heartbeat(Model):
    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

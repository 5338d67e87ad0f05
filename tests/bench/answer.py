"""An answer of the product, for others to send again: status, headers and bytes."""

import http.client
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

# Servers add these themselves.
THEIR_OWN = {"server", "date", "connection", "keep-alive"}


@dataclass(frozen=True)
class Answer:
    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @classmethod
    def of(cls, url: str, headers: Mapping[str, str]) -> Self:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        kept = [each for each in answer.getheaders() if each[0].lower() not in THEIR_OWN]
        made = cls(f"{answer.status} {answer.reason}", kept, answer.read())
        connection.close()
        return made

    def write(self, file: Path) -> None:
        told = {"status": self.status, "headers": self.headers}
        file.write_text(json.dumps({**told, "body": b64encode(self.body).decode()}))

    @classmethod
    def read(cls, file: Path) -> Self:
        told = json.loads(file.read_text())
        headers = [(name, value) for name, value in told["headers"]]
        return cls(told["status"], headers, b64decode(told["body"]))

"""Signed-in people at a running staff server: a cookie jar and real forms for each."""

import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.forms import Form
from tests.people import PASSWORD, TOKEN

SECONDS = 60


class Person:
    """A browser without a screen. Cookies as the server sets them, redirects followed."""

    def __init__(self, url: str, email: str) -> None:
        self.url, self.email = url, email
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> str:
        return self._read(urllib.request.Request(f"{self.url}{path}"))

    def post(self, path: str, data: dict[str, list[str]]) -> str:
        body = urllib.parse.urlencode(data, doseq=True).encode()
        return self._read(urllib.request.Request(f"{self.url}{path}", body))

    def sign_in(self) -> None:
        found = TOKEN.search(self.get("/login"))
        assert found
        sent = {"csrf_token": [found[1]], "email": [self.email], "password": [PASSWORD]}
        assert "What waits for me" in self.post("/login", sent)

    def open_form(self, path: str) -> Form:
        return Form(self.get(path))

    def _read(self, request: urllib.request.Request) -> str:
        with self._opener.open(request, timeout=SECONDS) as answer:
            text: str = answer.read().decode()
            return text

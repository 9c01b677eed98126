"""A browser in few words: one kept connection, cookies, the sign-in; it waits for the whole page."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from load.filling import PASSWORD, Person
from load.pages import Page

_PATIENCE = 120
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a request: status 0 where nothing did; `ms` until the last byte."""

    status: int
    ms: float
    body: bytes = b""


@dataclass
class Browser:
    """One person's, signed in by their password."""

    person: Person
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None

    def sign_in(self) -> None:
        """A real session. Raises RuntimeError where the door stays shut."""
        form = self.ask("GET", "/account/login/").body.decode()
        found = _TOKEN.search(form)
        sent = {
            "csrfmiddlewaretoken": found.group(1) if found else "",
            "login": self.person.name,
            "password": PASSWORD,
        }
        answered = self.ask("POST", "/account/login/", urlencode(sent))
        if answered.status != 302 or "sessionid" not in self.cookies:
            raise RuntimeError(f"{self.person.name} can't sign in: status {answered.status}")

    def open(self, page: Page, names: dict[str, int]) -> Answered:
        """A page of the list, as this person sees it."""
        return self.ask("GET", page.address(self.person.region, names), api=page.api)

    def ask(self, method: str, path: str, form: str | None = None, api: bool = False) -> Answered:
        """One request; a kept connection that the server has closed meanwhile is made anew once."""
        begun = time.perf_counter()
        for fresh in (False, True):
            try:
                status, body = self._once(method, path, form, api, fresh)
            except (OSError, http.client.HTTPException):
                self.close()
                continue
            return Answered(status, 1000 * (time.perf_counter() - begun), body)
        return Answered(0, 1000 * (time.perf_counter() - begun))

    def close(self) -> None:
        """Hang up."""
        if self.line is not None:
            self.line.close()
        self.line = None

    def _once(
        self, method: str, path: str, form: str | None, api: bool, fresh: bool
    ) -> tuple[int, bytes]:
        if self.line is None or fresh:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if api:
            headers = {"Authorization": f"Bearer {self.person.token}"}
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}{path}",
            }
        self.line.request(method, path, form, headers)
        answer = self.line.getresponse()
        body = answer.read()
        for set_cookie in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(set_cookie).items():
                self.cookies[name] = morsel.value
        return answer.status, body

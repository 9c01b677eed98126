"""登录 visiting: a browser in few words, which changes a one-time password and opens the desk."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from urllib.error import HTTPError

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SIGN_IN, CHANGE, DESK = "/account/login/", "/account/password/", "/desk/"


class Browser:
    """One person's session with the server at an address."""

    def __init__(self, address: str) -> None:
        self._address = address
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        # No proxy: the server is on this machine.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)

    def open(self, path: str) -> tuple[int, str, str]:
        """Status, path arrived at, and the page."""
        return self._asked(urllib.request.Request(self._address + path))

    def sign_in(self, name: str, password: str) -> tuple[int, str, str]:
        """Through the form; where it leads."""
        return self._send(SIGN_IN, {"login": name, "password": password})

    def change(self, old: str, new: str) -> tuple[int, str, str]:
        """The ordinary change of one's password."""
        return self._send(CHANGE, {"oldpassword": old, "password1": new, "password2": new})

    def _send(self, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        found = _TOKEN.search(self.open(path)[2])
        data = form | {"csrfmiddlewaretoken": found.group(1) if found else ""}
        sent = urllib.parse.urlencode(data).encode()
        headers = {"Referer": self._address + path}
        return self._asked(urllib.request.Request(self._address + path, sent, headers))

    def _asked(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            answer = self._opener.open(request, timeout=60)
        except HTTPError as refused:
            answer = refused
        with answer:
            path = urllib.parse.urlsplit(answer.geturl()).path
            return int(answer.status or 0), path, answer.read().decode()

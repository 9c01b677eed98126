"""连接 connection: one installation by one token: any route, pages one after the other, writes under a key."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from zhida.client.sending import Files, Json, form_body, json_body, send, with_query

Row = dict[str, Any]
"""一项: as the API tells it; money is in fen, in names that end in `_fen`."""


class Connection:
    """连接: `url` is the address of the site. Raises `ApiError` for every refusal."""

    def __init__(self, url: str, token: str, timeout: float = 60) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"“{url}”不是网址，请写成 https://… 的样子")
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        if parts.scheme == "http" and not local:
            raise ValueError("令牌不能经明文的 http 送出，请用 https")
        self._base = url.rstrip("/") + "/api/v1"
        self._token = token
        self._timeout = timeout

    def get(self, path: str, **asked: object) -> Json:
        """读: any route, as JSON."""
        return json.loads(self.download(path, **asked))

    def download(self, path: str, **asked: object) -> bytes:
        """下载: the content of a route that answers a file."""
        return self._sent(urllib.request.Request(with_query(self._base + _plain(path), asked)))

    def pages(self, path: str, **asked: object) -> Iterator[Row]:
        """逐项: every row of a list, page after page."""
        cursor = ""
        while True:
            page = self.get(path, cursor=cursor, **asked)
            yield from page["items"]
            cursor = page["next"]
            if not cursor:
                return

    def post(self, path: str, body: Json = None, *, key: str = "", **asked: object) -> Json:
        """办: any route that takes JSON."""
        address = with_query(_plain(path), asked)
        return self._post(address, key, *json_body({} if body is None else body))

    def post_form(
        self, path: str, fields: Mapping[str, object], files: Files = (), *, key: str = ""
    ) -> Json:
        """办: any route that takes files."""
        return self._post(_plain(path), key, *form_body(fields, files))

    def _row(self, path: str, **asked: object) -> Row:
        told: Row = self.get(path, **asked)
        return told

    def _list(self, path: str, **asked: object) -> list[Row]:
        told: list[Row] = self.get(path, **asked)
        return told

    def _names(self, path: str) -> list[str]:
        told: list[str] = self.get(path)
        return told

    def _done(self, path: str, body: Mapping[str, object], key: str, **asked: object) -> Row:
        told: Row = self.post(path, dict(body), key=key, **asked)
        return told

    def _done_each(self, path: str, body: Mapping[str, object], key: str) -> list[Row]:
        told: list[Row] = self.post(path, dict(body), key=key)
        return told

    def _done_names(self, path: str, body: Mapping[str, object], key: str) -> list[str]:
        told: list[str] = self.post(path, dict(body), key=key)
        return told

    def _handed(self, path: str, fields: Mapping[str, object], files: Files, key: str) -> Row:
        told: Row = self.post_form(path, fields, files, key=key)
        return told

    def _handed_each(
        self, path: str, fields: Mapping[str, object], files: Files, key: str
    ) -> list[Row]:
        told: list[Row] = self.post_form(path, fields, files, key=key)
        return told

    def _post(self, path: str, key: str, body: bytes, kind: str) -> Json:
        headers = {"Content-Type": kind, "Idempotency-Key": key or str(uuid.uuid4())}
        request = urllib.request.Request(self._base + path, body, headers, method="POST")
        return json.loads(self._sent(request))

    def _sent(self, request: urllib.request.Request) -> bytes:
        request.add_header("Authorization", f"Bearer {self._token}")
        return send(request, self._timeout)


def _plain(path: str) -> str:
    """A path as an address holds it: hanzi and spaces in it are encoded."""
    return urllib.parse.quote(path, safe="/%")

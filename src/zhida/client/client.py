"""客户端 client: typed calls for the main routes; pages are read one after the other."""

from __future__ import annotations

import datetime
import json
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from zhida.client.sending import Files, Json, form_body, json_body, send, with_query

Row = dict[str, Any]
"""一项: as the API tells it; money is in fen, in names that end in `_fen`."""


class Client:
    """客户端: of one installation, by one token.

    `url` is the address of the site. Every write takes a `key`; one of its own is made
    where none is given. Send a write whose answer was lost again with the same key: it is
    done once. Raises `ApiError` for every refusal.
    """

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
        return self._sent(urllib.request.Request(with_query(self._base + path, asked)))

    def pages(self, path: str, **asked: object) -> Iterator[Row]:
        """逐项: every row of a list, page after page."""
        cursor = ""
        while True:
            page = self.get(path, cursor=cursor, **asked)
            yield from page["items"]
            cursor = page["next"]
            if not cursor:
                return

    def post(self, path: str, body: Json = None, *, key: str = "") -> Json:
        """办: any route that takes JSON."""
        return self._post(path, key, *json_body({} if body is None else body))

    def post_form(
        self, path: str, fields: Mapping[str, object], files: Files = (), *, key: str = ""
    ) -> Json:
        """办: any route that takes files."""
        return self._post(path, key, *form_body(fields, files))

    def me(self) -> Row:
        """我能办什么."""
        told: Row = self.get("/me")
        return told

    def notices(self, **asked: object) -> Iterator[Row]:
        """通知."""
        return self.pages("/notices", **asked)

    def take_in(self, files: Mapping[str, bytes], *, key: str = "") -> Row:
        """收文: content by name."""
        sent = [("files", name, content) for name, content in files.items()]
        told: Row = self.post_form("/notices", {}, sent, key=key)
        return told

    def lines(self, **asked: object) -> Iterator[Row]:
        """指标行."""
        return self.pages("/ledger/lines", **asked)

    def balances(self, **asked: object) -> Iterator[Row]:
        """余额."""
        return self.pages("/ledger/balances", **asked)

    def trace(self, subject: str) -> Row:
        """追踪."""
        told: Row = self.get("/ledger/trace", subject=subject)
        return told

    def act(
        self,
        verb: str,
        line: str,
        amount_fen: int,
        number: str,
        day: datetime.date,
        *,
        reason: str = "",
        key: str = "",
        **more: object,
    ) -> Row:
        """办理: a verb upon one's own line, on a paper of this number and day."""
        body = {
            "verb": verb,
            "line": line,
            "amount_fen": amount_fen,
            "paper": {"number": number, "day": day.isoformat(), "reason": reason},
            **more,
        }
        told: Row = self.post("/ledger/acts", body, key=key)
        return told

    def import_payments(self, payments: list[Row], *, key: str = "") -> Row:
        """导入支付: kept as a preview; `payments` as `payments.schema.json` says."""
        told: Row = self.post("/payments/imports", {"payments": payments}, key=key)
        return told

    def confirm_import(self, number: int, *, key: str = "") -> Row:
        """确认导入: books what is executable, queues the rest."""
        told: Row = self.post(f"/payments/imports/{number}/confirm", key=key)
        return told

    def payment_queue(self) -> Iterator[Row]:
        """待认领."""
        return self.pages("/payments/queue")

    def duties(self, **asked: object) -> Iterator[Row]:
        """时限任务."""
        return self.pages("/duties", **asked)

    def file_duty(
        self,
        number: int,
        files: Mapping[str, bytes] | None = None,
        *,
        nothing: bool = False,
        words: str = "",
        key: str = "",
    ) -> Row:
        """报送: files by name, words, or that there is nothing to report."""
        sent = [("files", name, content) for name, content in (files or {}).items()]
        fields = {"nothing": nothing, "words": words}
        told: Row = self.post_form(f"/duties/{number}/file", fields, sent, key=key)
        return told

    def alerts(self, **asked: object) -> Iterator[Row]:
        """预警."""
        return self.pages("/alerts", **asked)

    def plans(self, **asked: object) -> Iterator[Row]:
        """方案."""
        return self.pages("/plans", **asked)

    def events(self, after: str = "", *, wait_seconds: float | None = None) -> Iterator[Row]:
        """事件: those after a cursor; keep the `cursor` of the last that was dealt with.

        Ends when there are no more; with `wait_seconds` it asks again after so long.
        """
        while True:
            told = self.get("/events", after=after)
            after = told["after"]
            yield from told["items"]
            if not told["items"]:
                if wait_seconds is None:
                    return
                time.sleep(wait_seconds)

    def _post(self, path: str, key: str, body: bytes, kind: str) -> Json:
        headers = {"Content-Type": kind, "Idempotency-Key": key or str(uuid.uuid4())}
        request = urllib.request.Request(self._base + path, body, headers, method="POST")
        return json.loads(self._sent(request))

    def _sent(self, request: urllib.request.Request) -> bytes:
        request.add_header("Authorization", f"Bearer {self._token}")
        return send(request, self._timeout)

"""客户端 client: typed calls for the main routes; pages are read one after the other."""

from __future__ import annotations

import datetime
import hashlib
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

    def desk(self, region: str = "") -> Row:
        """工作台: what waits, what I set going, what changed."""
        told: Row = self.get("/desk", region=region)
        return told

    def search(self, text: str) -> list[Row]:
        """搜索: as at the top of a page."""
        told: list[Row] = self.get("/search", text=text)
        return told

    def tables(self, address: str) -> list[Row]:
        """页面的表: heads and totals of the tables of a page, by its address (/execution/?year=2025)."""
        told: list[Row] = self.get("/tables", address=address)
        return told

    def rows(self, address: str, key: str) -> Iterator[Row]:
        """表的行: of a table of a page."""
        return self.pages(f"/tables/{key}", address=address)

    def workbook(self, address: str, key: str) -> bytes:
        """导出表: as xlsx."""
        return self.download(f"/tables/{key}/workbook", address=address)

    def origin(self, address: str) -> Row:
        """数字来历: by the `href` of a cell."""
        told: Row = self.get("/origins", address=address)
        return told

    def notices(self, **asked: object) -> Iterator[Row]:
        """通知."""
        return self.pages("/notices", **asked)

    def take_in(self, files: Mapping[str, bytes], *, key: str = "") -> Row:
        """收文: content by name; answered once they are read."""
        told: Row = self.post_form("/notices", {}, _many(files), key=key)
        return told

    def take_in_as_job(self, files: Mapping[str, bytes], *, key: str = "") -> Row:
        """收文（后台）: content by name; answers the job, for `wait_for`."""
        told: Row = self.post_form("/notices/jobs", {}, _many(files), key=key)
        return told

    def book_notices(self, year: int, *, fund: str = "", text: str = "", key: str = "") -> Row:
        """成批入账: answers the job."""
        told: Row = self.post("/notices/book", {"year": year, "fund": fund, "text": text}, key=key)
        return told

    def replace_notice(
        self, number: int, files: Mapping[str, bytes], way: str, reason: str, *, key: str = ""
    ) -> Row:
        """更正或替换通知: `way` is "correct" or "replace"; answers the job."""
        fields = {"way": way, "reason": reason}
        told: Row = self.post_form(f"/notices/{number}/replace", fields, _many(files), key=key)
        return told

    def withdraw_notice(self, number: int, reason: str, *, key: str = "") -> list[str]:
        """撤销通知: answers the vouchers that undo it."""
        told: list[str] = self.post(f"/notices/{number}/withdraw", {"reason": reason}, key=key)
        return told

    def compare_notice(self, number: int, beside: int | None = None) -> Row:
        """与上年比较: row by row."""
        told: Row = self.get(f"/notices/{number}/compare", beside=beside)
        return told

    def jobs(self, **asked: object) -> Iterator[Row]:
        """后台任务."""
        return self.pages("/jobs", **asked)

    def job(self, number: int) -> Row:
        """一项任务."""
        told: Row = self.get(f"/jobs/{number}")
        return told

    def job_items(self, number: int) -> Iterator[Row]:
        """任务的各项."""
        return self.pages(f"/jobs/{number}/items")

    def cancel_job(self, number: int, *, key: str = "") -> Row:
        """取消任务."""
        told: Row = self.post(f"/jobs/{number}/cancel", key=key)
        return told

    def wait_for(self, job: Row, *, every_seconds: float = 2, times: int = 900) -> Row:
        """等任务办完: asks again and again. Raises `TimeoutError` after so many times."""
        for _ in range(times):
            if job["state"] not in ("waiting", "running"):
                return job
            time.sleep(every_seconds)
            job = self.job(job["number"])
        raise TimeoutError(f"任务{job['number']}“{job['name']}”还没有办完，请稍后再查")

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

    def flow(self, year: int, **asked: object) -> Row:
        """资金流向."""
        told: Row = self.get("/ledger/flow", year=year, **asked)
        return told

    def progress(self, year: int, **asked: object) -> Iterator[Row]:
        """执行进度."""
        return self.pages("/progress", year=year, **asked)

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

    def payments(self, year: int, **asked: object) -> Iterator[Row]:
        """支付记录: the payees masked."""
        return self.pages("/payments", year=year, **asked)

    def unmask_payment(self, number: int, reason: str, *, key: str = "") -> Row:
        """查看原文: told once, for a reason; blank where the key was used before."""
        told: Row = self.post(f"/payments/{number}/unmask", {"reason": reason}, key=key)
        return told

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
        sent = _many(files or {})
        fields = {"nothing": nothing, "words": words}
        told: Row = self.post_form(f"/duties/{number}/file", fields, sent, key=key)
        return told

    def alerts(self, **asked: object) -> Iterator[Row]:
        """预警."""
        return self.pages("/alerts", **asked)

    def found_alerts(self, **asked: object) -> list[Row]:
        """查预警: what the rules find; nothing is raised."""
        told: list[Row] = self.get("/alerts/found", **asked)
        return told

    def raise_alerts(self, *, key: str = "", **asked: object) -> Row:
        """发出预警: of `region`, `day`, `years`, `rules`."""
        told: Row = self.post("/alerts/raise", asked, key=key)
        return told

    def propose_penalty(self, year: int, scheme: str, *, key: str = "", **asked: object) -> Row:
        """提出扣减: a proposal; nothing is taken by it."""
        told: Row = self.post("/penalties", {"year": year, "scheme": scheme, **asked}, key=key)
        return told

    def target_sets(self, year: int, **asked: object) -> Iterator[Row]:
        """目标表."""
        return self.pages("/target-sets", year=year, **asked)

    def score(self, number: int, on: datetime.date | None = None) -> Row:
        """得分: of a set of goals."""
        told: Row = self.get(f"/target-sets/{number}/score", on=on)
        return told

    def gaps(self, number: int) -> Row:
        """上下级核对: of a set of goals."""
        told: Row = self.get(f"/target-sets/{number}/gaps")
        return told

    def split(self, number: int, **asked: object) -> Row:
        """向下级拆分: by `source` or pasted `factors`; nothing is written."""
        told: Row = self.get(f"/target-sets/{number}/split", **asked)
        return told

    def evaluations(self, **asked: object) -> Iterator[Row]:
        """绩效评价."""
        return self.pages("/evaluations", **asked)

    def reports(self, **asked: object) -> Iterator[Row]:
        """报表."""
        return self.pages("/reports", **asked)

    def preview_report(self, kind: str, period: str, **asked: object) -> Row:
        """预览报表: nothing is kept."""
        told: Row = self.get("/reports/preview", kind=kind, period=period, **asked)
        return told

    def make_report(self, kind: str, period: str, *, key: str = "", **asked: object) -> Row:
        """生成报表: with `children` the sum of what those below filed, with `file` handed in."""
        told: Row = self.post("/reports", {"kind": kind, "period": period, **asked}, key=key)
        return told

    def report_file(self, number: int, sha256: str) -> bytes:
        """报表文件."""
        return self.download(f"/reports/{number}/files/{sha256}")

    def verify(self, name: str, content: bytes) -> Row:
        """验证文件: by its hash; the file itself isn't sent."""
        told: Row = self.get(
            "/reports/verify", name=name, sha256=hashlib.sha256(content).hexdigest()
        )
        return told

    def users(self, **asked: object) -> Iterator[Row]:
        """用户."""
        return self.pages("/users", **asked)

    def add_user(self, name: str, agency: str, role: str, *, key: str = "") -> Row:
        """登记用户: with a one-time password, which is told once."""
        told: Row = self.post("/users", {"name": name, "agency": agency, "role": role}, key=key)
        return told

    def add_agency(self, name: str, region: str = "", *, key: str = "", **asked: object) -> Row:
        """登记单位."""
        told: Row = self.post("/agencies", {"name": name, "region": region, **asked}, key=key)
        return told

    def journal(self, **asked: object) -> Iterator[Row]:
        """日志: of the region for who audits, else one's own deeds."""
        return self.pages("/journal", **asked)

    def catalogue(self, name: str) -> Iterator[Row]:
        """目录表: its rows, with source and status."""
        return self.pages(f"/catalogues/{name}")

    def workdays(self, year: int) -> list[Row]:
        """工作日."""
        told: list[Row] = self.get("/workdays", year=year)
        return told

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


def _many(files: Mapping[str, bytes]) -> Files:
    """Files by name, for a field that takes several."""
    return [("files", name, content) for name, content in files.items()]

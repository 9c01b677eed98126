"""客户端 client: a call for every route of the API; pages are read one after the other."""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Iterator, Mapping

from zhida.client.connection import Row
from zhida.client.dip import DipCalls
from zhida.client.goals import GoalCalls
from zhida.client.house import HouseCalls
from zhida.client.ledger import LedgerCalls
from zhida.client.notices import NoticeCalls
from zhida.client.payments import PaymentCalls
from zhida.client.plans import PlanCalls
from zhida.client.reports import ReportCalls
from zhida.client.sending import many


class Client(
    NoticeCalls,
    LedgerCalls,
    PlanCalls,
    PaymentCalls,
    GoalCalls,
    ReportCalls,
    DipCalls,
    HouseCalls,
):
    """客户端: of one installation, by one token.

    Every write takes a `key`; one of its own is made where none is given. Send a write
    whose answer was lost again with the same key: it is done once. Raises `ApiError` for
    every refusal.
    """

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
        return self._done("/ledger/acts", body, key)

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
        fields = {"nothing": nothing, "words": words}
        return self._handed(f"/duties/{number}/file", fields, many(files or {}), key)

    def verify(self, name: str, content: bytes) -> Row:
        """验证文件: by its hash; the file itself isn't sent."""
        digest = hashlib.sha256(content).hexdigest()
        return self._row("/reports/verify", name=name, sha256=digest)

    def wait_for(self, job: Row, *, every_seconds: float = 2, times: int = 900) -> Row:
        """等任务办完: asks again and again. Raises `TimeoutError` after so many times."""
        for _ in range(times):
            if job["state"] not in ("waiting", "running"):
                return job
            time.sleep(every_seconds)
            job = self.job(job["number"])
        raise TimeoutError(f"任务{job['number']}“{job['name']}”还没有办完，请稍后再查")

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

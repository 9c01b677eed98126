"""分配 plans: from draft to booked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from zhida.client.connection import Connection, Row
from zhida.client.sending import many


class PlanCalls(Connection):
    """分配: from draft to booked."""

    def plans(self, **asked: object) -> Iterator[Row]:
        """方案."""
        return self.pages("/plans", **asked)

    def plan(self, number: int) -> Row:
        """一个方案: with its table and papers."""
        return self._row(f"/plans/{number}")

    def plan_paper(self, number: int, sha256: str) -> bytes:
        """文稿."""
        return self.download(f"/plans/{number}/papers/{sha256}")

    def draft_plan(self, plan: Row, *, key: str = "") -> Row:
        """起草方案: title, year, columns, awards."""
        return self._done("/plans", plan, key)

    def revise_plan(self, number: int, plan: Row, *, key: str = "") -> Row:
        """修改方案: as drafted, with the `version` that was read."""
        return self._done(f"/plans/{number}/revise", plan, key)

    def draft_plan_of_files(
        self, files: Mapping[str, bytes], plan: str, *, upstream: str = "", key: str = ""
    ) -> Row:
        """按文件起草方案: `plan` names the file that describes it."""
        return self._handed("/plans/files", {"plan": plan, "upstream": upstream}, many(files), key)

    def copy_plan(self, number: int, *, key: str = "") -> Row:
        """假设方案."""
        return self._done(f"/plans/{number}/copy", {}, key)

    def submit_plan(self, number: int, *, key: str = "") -> Row:
        """送审."""
        return self._done(f"/plans/{number}/submit", {}, key)

    def approve_plan(self, number: int, reason: str = "", *, key: str = "") -> Row:
        """审定: not by who drafted it."""
        return self._done(f"/plans/{number}/approve", {"reason": reason}, key)

    def send_back_plan(self, number: int, reason: str, *, key: str = "") -> Row:
        """退回方案."""
        return self._done(f"/plans/{number}/send-back", {"reason": reason}, key)

    def send_out_plan(self, number: int, *, key: str = "", **body: object) -> Row:
        """送签: `issuers`, `addressees`, `copy_to`, `unit`."""
        return self._done(f"/plans/{number}/send-out", {**body}, key)

    def sign_plan(
        self, number: int, document: str, day: datetime.date, *, key: str = "", **body: object
    ) -> Row:
        """签发: `document` is the number that came back from the office."""
        return self._done(
            f"/plans/{number}/sign", {"number": document, "day": day.isoformat(), **body}, key
        )

    def book_plan(self, number: int, *, key: str = "") -> Row:
        """下达."""
        return self._done(f"/plans/{number}/book", {}, key)

    def withdraw_plan(self, number: int, reason: str, *, key: str = "") -> Row:
        """撤回方案."""
        return self._done(f"/plans/{number}/withdraw", {"reason": reason}, key)

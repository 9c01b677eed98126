"""支付 payments: payments, progress, alerts, penalties."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.client.connection import Connection, Row
from zhida.client.sending import one


class PaymentCalls(Connection):
    """执行: payments, progress, spending plans, alerts, penalties."""

    def payments(self, year: int, **asked: object) -> Iterator[Row]:
        """支付记录: the payees masked."""
        return self.pages("/payments", year=year, **asked)

    def payment(self, number: int) -> Row:
        """一笔支付."""
        return self._row(f"/payments/{number}")

    def unmask_payment(self, number: int, reason: str, *, key: str = "") -> Row:
        """查看原文: told once, for a reason; blank where the key was used before."""
        return self._done(f"/payments/{number}/unmask", {"reason": reason}, key)

    def imports(self, **asked: object) -> Iterator[Row]:
        """导入."""
        return self.pages("/payments/imports", **asked)

    def imported(self, number: int) -> Row:
        """一次导入."""
        return self._row(f"/payments/imports/{number}")

    def preview_import(self, number: int) -> Row:
        """导入预览: what confirming would do now."""
        return self._row(f"/payments/imports/{number}/preview")

    def import_payments(self, payments: list[Row], *, key: str = "") -> Row:
        """导入支付: kept as a preview; `payments` as `payments.schema.json` says."""
        return self._done("/payments/imports", {"payments": payments}, key)

    def import_payment_file(
        self, name: str, content: bytes, *, key: str = "", **body: object
    ) -> Row:
        """导入支付文件: of the treasury; kept as a preview."""
        return self._handed("/payments/files", {**body}, one(name, content), key)

    def confirm_import(self, number: int, *, key: str = "") -> Row:
        """确认导入: books what is executable, queues the rest."""
        return self._done(f"/payments/imports/{number}/confirm", {}, key)

    def discard_import(self, number: int, reason: str, *, key: str = "") -> Row:
        """放弃导入."""
        return self._done(f"/payments/imports/{number}/discard", {"reason": reason}, key)

    def payment_queue(self) -> Iterator[Row]:
        """待认领."""
        return self.pages("/payments/queue")

    def retry_queue(self, *, key: str = "") -> list[Row]:
        """重新匹配."""
        return self._done_each("/payments/queue/retry", {}, key)

    def match_payment(self, number: int, line: str, reason: str, *, key: str = "") -> Row:
        """认领支付."""
        return self._done(f"/payments/{number}/match", {"line": line, "reason": reason}, key)

    def discard_payment(self, number: int, reason: str, *, key: str = "") -> Row:
        """移出支付."""
        return self._done(f"/payments/{number}/discard", {"reason": reason}, key)

    def progress(self, year: int, **asked: object) -> Iterator[Row]:
        """执行进度."""
        return self.pages("/progress", year=year, **asked)

    def step_days(self, year: int, **asked: object) -> Iterator[Row]:
        """各环节用时."""
        return self.pages("/progress/days", year=year, **asked)

    def idle_money(self, year: int, **asked: object) -> Iterator[Row]:
        """闲置资金."""
        return self.pages("/progress/idle", year=year, **asked)

    def spending_plans(self, **asked: object) -> Iterator[Row]:
        """用款计划: the files within reach, the newest first."""
        return self.pages("/spending-plans", **asked)

    def spending_plan(self, number: int) -> Row:
        """一份用款计划: with its rows by month."""
        return self._row(f"/spending-plans/{number}")

    def import_spending_plan(self, name: str, content: bytes, year: int, *, key: str = "") -> Row:
        """导入用款计划: of a year; kept as a preview."""
        return self._handed("/spending-plans", {"year": year}, one(name, content), key)

    def confirm_spending_plan(self, number: int, *, key: str = "") -> Row:
        """确认用款计划: in force from now on."""
        return self._done(f"/spending-plans/{number}/confirm", {}, key)

    def discard_spending_plan(self, number: int, reason: str, *, key: str = "") -> Row:
        """放弃用款计划."""
        return self._done(f"/spending-plans/{number}/discard", {"reason": reason}, key)

    def alerts(self, **asked: object) -> Iterator[Row]:
        """预警."""
        return self.pages("/alerts", **asked)

    def alert(self, number: int) -> Row:
        """一条预警: with its thread."""
        return self._row(f"/alerts/{number}")

    def found_alerts(self, **asked: object) -> list[Row]:
        """查预警: what the rules find; nothing is raised."""
        return self._list("/alerts/found", **asked)

    def raise_alerts(self, *, key: str = "", **body: object) -> Row:
        """发出预警: of `region`, `day`, `years`, `rules`."""
        return self._done("/alerts/raise", {**body}, key)

    def inquire(self, number: int, words: str, *, key: str = "") -> Row:
        """发起问询."""
        return self._done(f"/alerts/{number}/inquire", {"words": words}, key)

    def reply(self, number: int, words: str, *, key: str = "") -> Row:
        """答复问询."""
        return self._done(f"/alerts/{number}/reply", {"words": words}, key)

    def opine(self, number: int, words: str, *, key: str = "") -> Row:
        """出具意见."""
        return self._done(f"/alerts/{number}/opine", {"words": words}, key)

    def close_alert(self, number: int, words: str, *, key: str = "") -> Row:
        """办结预警."""
        return self._done(f"/alerts/{number}/close", {"words": words}, key)

    def penalty_schemes(self, year: int) -> list[Row]:
        """扣减办法."""
        return self._list("/penalties/schemes", year=year)

    def propose_penalty(self, year: int, scheme: str, *, key: str = "", **body: object) -> Row:
        """提出扣减: a proposal; nothing is taken by it."""
        return self._done("/penalties", {"year": year, "scheme": scheme, **body}, key)

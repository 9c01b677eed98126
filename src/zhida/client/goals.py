"""绩效 goals: goals, values, scores, evaluations."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.client.connection import Connection, Row
from zhida.client.sending import one


class GoalCalls(Connection):
    """绩效: goals, values, scores, evaluations."""

    def targets(self, year: int, **asked: object) -> Iterator[Row]:
        """绩效目标."""
        return self.pages("/targets", year=year, **asked)

    def target_values(self, number: int) -> list[Row]:
        """历次的值."""
        return self._list(f"/targets/{number}/values")

    def value_file(self, number: int, value: int) -> bytes:
        """证明材料."""
        return self.download(f"/targets/{number}/values/{value}/file")

    def set_targets(self, number: int, *, key: str = "", **body: object) -> list[Row]:
        """下达绩效目标: those of a notice."""
        return self._done_each(f"/notices/{number}/targets", {**body}, key)

    def set_targets_of_file(
        self, name: str, content: bytes, *, preview: bool = False, key: str = "", **asked: object
    ) -> list[Row]:
        """登记目标文件: what is set of each table; with `preview` nothing is."""
        fields = {"preview": str(preview).lower(), **asked}
        return self._handed_each("/targets/files", fields, one(name, content), key)

    def declare_value(
        self,
        number: int,
        value: str,
        as_of: datetime.date,
        name: str,
        content: bytes,
        *,
        key: str = "",
        **body: object,
    ) -> Row:
        """填报指标值: with the file that proves it."""
        return self._handed(
            f"/targets/{number}/values",
            {"value": value, "as_of": as_of.isoformat(), **body},
            one(name, content),
            key,
        )

    def settle_target(self, number: int, value: str, reason: str, *, key: str = "") -> Row:
        """确定指标值."""
        return self._done(f"/targets/{number}/settle", {"value": value, "reason": reason}, key)

    def measure_targets(
        self, targets: list[int], as_of: datetime.date | None = None, *, key: str = ""
    ) -> list[Row]:
        """计算指标值."""
        return self._done_each(
            "/targets/measure", {"targets": targets, "as_of": as_of and as_of.isoformat()}, key
        )

    def target_sets(self, year: int, **asked: object) -> Iterator[Row]:
        """目标表."""
        return self.pages("/target-sets", year=year, **asked)

    def score(self, number: int, on: datetime.date | None = None) -> Row:
        """得分: of a set of goals."""
        return self._row(f"/target-sets/{number}/score", on=on)

    def gaps(self, number: int) -> Row:
        """上下级核对: of a set of goals."""
        return self._row(f"/target-sets/{number}/gaps")

    def split(self, number: int, **asked: object) -> Row:
        """向下级拆分: by `source` or pasted `factors`; nothing is written."""
        return self._row(f"/target-sets/{number}/split", **asked)

    def monitored_goals(self, year: int, **asked: object) -> Iterator[Row]:
        """绩效监控."""
        return self.pages("/monitoring/goals", year=year, **asked)

    def monitored_money(self, year: int, **asked: object) -> list[Row]:
        """资金监控: month by month."""
        return self._list("/monitoring/money", year=year, **asked)

    def evaluations(self, **asked: object) -> Iterator[Row]:
        """绩效评价."""
        return self.pages("/evaluations", **asked)

    def evaluation(self, number: int) -> Row:
        """一份评价."""
        return self._row(f"/evaluations/{number}")

    def evaluation_form(self, number: int) -> bytes:
        """自评表."""
        return self.download(f"/evaluations/{number}/form")

    def evaluate(self, year: int, *, key: str = "", **body: object) -> list[Row]:
        """绩效自评: as the figures say."""
        return self._done_each("/evaluations", {"year": year, **body}, key)

    def file_evaluation_form(
        self, name: str, content: bytes, *, key: str = "", **body: object
    ) -> Row:
        """报送自评表."""
        return self._handed("/evaluations/forms", {**body}, one(name, content), key)

    def review_evaluation(self, number: int, *, key: str = "", **body: object) -> Row:
        """复核自评: `changes`, `opinion`."""
        return self._done(f"/evaluations/{number}/review", {**body}, key)

    def send_back_evaluation(self, number: int, reason: str, *, key: str = "") -> Row:
        """退回自评."""
        return self._done(f"/evaluations/{number}/send-back", {"reason": reason}, key)

    def finish_evaluation(self, number: int, *, key: str = "", **body: object) -> Row:
        """确认评价结果."""
        return self._done(f"/evaluations/{number}/finish", {**body}, key)

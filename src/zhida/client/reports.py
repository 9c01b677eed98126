"""报告 reports: forms made and filed, duties, files and marks held against what was issued."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.client.connection import Connection, Row
from zhida.client.sending import one


class ReportCalls(Connection):
    """报告: forms made and filed, duties, files and marks held against what was issued."""

    def reports(self, **asked: object) -> Iterator[Row]:
        """报表."""
        return self.pages("/reports", **asked)

    def report(self, number: int) -> Row:
        """一份报表."""
        return self._row(f"/reports/{number}")

    def report_file(self, number: int, sha256: str) -> bytes:
        """报表文件."""
        return self.download(f"/reports/{number}/files/{sha256}")

    def preview_report(self, kind: str, period: str, **asked: object) -> Row:
        """预览报表: nothing is kept."""
        return self._row("/reports/preview", kind=kind, period=period, **asked)

    def make_report(self, kind: str, period: str, *, key: str = "", **body: object) -> Row:
        """生成报表: with `children` the sum of what those below filed, with `file` handed in."""
        return self._done("/reports", {"kind": kind, "period": period, **body}, key)

    def make_report_as_job(self, kind: str, period: str, *, key: str = "", **body: object) -> Row:
        """生成报表（后台）: answers the job, for `wait_for`."""
        return self._done("/reports/jobs", {"kind": kind, "period": period, **body}, key)

    def reasons(self, **asked: object) -> Iterator[Row]:
        """未支出原因."""
        return self.pages("/reports/reasons", **asked)

    def explain_unspent(
        self, line: str, text: str, period: str, *, key: str = "", **body: object
    ) -> list[Row]:
        """说明原因."""
        return self._done_each(
            "/reports/reasons", {"line": line, "text": text, "period": period, **body}, key
        )

    def file_filled_form(
        self, name: str, content: bytes, *, period: str = "", key: str = ""
    ) -> list[Row]:
        """报送填好的表."""
        return self._handed_each("/reports/filled", {"period": period}, one(name, content), key)

    def issued_mark(self, mark: str) -> Row:
        """核对校验码: whose notice prints it."""
        return self._row(f"/marks/{mark}")

    def check_copy(self, name: str, content: bytes, *, key: str = "") -> Row:
        """核对副本: what it says otherwise than the notice that was issued."""
        return self._handed("/marks", {}, one(name, content), key)

    def duties(self, **asked: object) -> Iterator[Row]:
        """时限任务."""
        return self.pages("/duties", **asked)

    def duty(self, number: int, **asked: object) -> Row:
        """一项任务."""
        return self._row(f"/duties/{number}", **asked)

    def duty_steps(self, number: int) -> list[Row]:
        """办理经过."""
        return self._list(f"/duties/{number}/steps")

    def duty_file(self, number: int, sha256: str) -> bytes:
        """报送的文件."""
        return self.download(f"/duties/{number}/files/{sha256}")

    def accept_filing(self, number: int, day: datetime.date | None = None, *, key: str = "") -> Row:
        """接收报送."""
        return self._done(f"/duties/{number}/accept", {"day": day and day.isoformat()}, key)

    def send_back_filing(self, number: int, reason: str, *, key: str = "") -> Row:
        """退回报送."""
        return self._done(f"/duties/{number}/send-back", {"reason": reason}, key)

    def waive_duty(self, number: int, reason: str, *, key: str = "") -> Row:
        """免除任务."""
        return self._done(f"/duties/{number}/waive", {"reason": reason}, key)

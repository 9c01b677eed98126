"""病种付费 dip: settlement lists grouped and checked by the directory in force."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from zhida.client.connection import Connection, Row
from zhida.client.sending import many


class DipCalls(Connection):
    """病种付费: a list is a message of 4101A, of which nothing is kept; results of a year are."""

    def dip_directories(self) -> Row:
        """病种目录的版本: which there are and which is in force."""
        return self._row("/dip/directories")

    def group_list(self, settled: Row, *, trace: bool = False) -> Row:
        """一份清单分组."""
        return self._done("/dip/group", settled, "", trace=trace)

    def group_lists(self, lists: list[Row], *, trace: bool = False) -> Row:
        """一批清单分组."""
        return self._done("/dip/groups", {"lists": lists}, "", trace=trace)

    def check_lists(self, lists: list[Row]) -> Row:
        """清单质控."""
        return self._done("/dip/quality", {"lists": lists}, "")

    def dip_results(self, *, year: int | None = None, **asked: object) -> Iterator[Row]:
        """付费结果: every edition of a region, the newest first."""
        return self.pages("/dip/results", year=year, **asked)

    def dip_result(self, number: int) -> Row:
        """一份付费结果."""
        return self._row(f"/dip/results/{number}")

    def dip_result_file(self, number: int) -> bytes:
        """结果文件: as it came."""
        return self.download(f"/dip/results/{number}/file")

    def take_in_dip_results(
        self, year: int, files: Mapping[str, bytes], *, key: str = ""
    ) -> list[Row]:  # fmt: skip
        """收取付费结果: all files or none; `year` is that of files which don't say one."""
        return self._handed_each("/dip/results", {"year": year}, many(files), key)

    def dip_settlement(self, number: int) -> Row:
        """一份结算: its steps, and every sum in fen; `number` is that of its result."""
        return self._row(f"/dip/settlements/{number}")

    def submit_dip_settlement(self, number: int, *, key: str = "") -> Row:
        """提交结算."""
        return self._done(f"/dip/settlements/{number}/submit", {}, key)

    def approve_dip_settlement(self, number: int, day: datetime.date, *, key: str = "") -> Row:
        """审批结算: by another person; it is booked with it, on the paper of `day`."""
        body = {"day": day.isoformat()}
        return self._done(f"/dip/settlements/{number}/approve", body, key)

    def send_back_dip_settlement(self, number: int, reason: str, *, key: str = "") -> Row:
        """退回结算."""
        return self._done(f"/dip/settlements/{number}/send-back", {"reason": reason}, key)

    def undo_dip_settlement(
        self, number: int, day: datetime.date, reason: str, *, key: str = ""
    ) -> Row:
        """冲销结算: all that is booked of the year."""
        body = {"day": day.isoformat(), "reason": reason}
        return self._done(f"/dip/settlements/{number}/undo", body, key)

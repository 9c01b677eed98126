"""指标账 ledger: lines, balances, acts, corrections, records."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.client.connection import Connection, Row
from zhida.client.sending import one


class LedgerCalls(Connection):
    """指标账: lines, balances, acts, corrections, records."""

    def lines(self, **asked: object) -> Iterator[Row]:
        """指标行."""
        return self.pages("/ledger/lines", **asked)

    def balances(self, **asked: object) -> Iterator[Row]:
        """余额."""
        return self.pages("/ledger/balances", **asked)

    def statement(self, subject: str, **asked: object) -> list[Row]:
        """对账单: of a line."""
        return self._list("/ledger/statement", subject=subject, **asked)

    def trace(self, subject: str) -> Row:
        """追踪."""
        return self._row("/ledger/trace", subject=subject)

    def vouchers(self, subject: str, **asked: object) -> Iterator[Row]:
        """凭证: of a line."""
        return self.pages("/ledger/vouchers", subject=subject, **asked)

    def voucher(self, year: int, number: int) -> Row:
        """一张凭证."""
        return self._row(f"/ledger/vouchers/{year}/{number}")

    def flow(self, year: int, **asked: object) -> Row:
        """资金流向."""
        return self._row("/ledger/flow", year=year, **asked)

    def reverse(self, year: int, number: int, paper: Row, *, key: str = "") -> Row:
        """冲销: on a paper {number, day, reason}."""
        return self._done(f"/ledger/vouchers/{year}/{number}/reverse", {"paper": paper}, key)

    def correct(
        self,
        year: int,
        number: int,
        mended: Row,
        paper: Row,
        *,
        whole_chain: bool = False,
        look: bool = False,
        key: str = "",
    ) -> Row:
        """逐级更正: `look` books nothing."""
        return self._done(
            f"/ledger/vouchers/{year}/{number}/correct",
            {"mended": mended, "paper": paper, "whole_chain": whole_chain, "look": look},
            key,
        )

    def close_year(self, year: int, paper: Row, *, key: str = "") -> list[Row]:
        """年终结账."""
        return self._done_each(f"/ledger/years/{year}/close", {"paper": paper}, key)

    def begin_year(self, year: int, paper: Row, *, key: str = "") -> list[Row]:
        """年初接收结转."""
        return self._done_each(f"/ledger/years/{year}/begin", {"paper": paper}, key)

    def export_records(self, form: str = "xlsx", **asked: object) -> bytes:
        """导出指标记录: as xlsx, csv or json."""
        return self.download("/ledger/records", form=form, **asked)

    def import_records(
        self, name: str, content: bytes, *, confirm: bool = False, key: str = ""
    ) -> Row:
        """导入指标记录: as opening balances; a preview without `confirm`."""
        return self._handed("/ledger/records", {"confirm": confirm}, one(name, content), key)

    def seals(self) -> list[Row]:
        """封存首: of the ledger and the journal, to be kept outside."""
        return self._list("/seals")

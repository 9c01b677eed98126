"""收文 notices: taken in, mended, booked, replaced, published."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from zhida.client.connection import Connection, Row
from zhida.client.sending import many


class NoticeCalls(Connection):
    """通知: taken in, mended, booked, replaced, published."""

    def notices(self, **asked: object) -> Iterator[Row]:
        """通知: of `agency`, `region`, `state`, `year`, `number`."""
        return self.pages("/notices", **asked)

    def notice(self, number: int) -> Row:
        """一份通知: whole, as it was read."""
        return self._row(f"/notices/{number}")

    def notice_findings(self, number: int) -> list[Row]:
        """问题: with clause and mend."""
        return self._list(f"/notices/{number}/findings")

    def booking(self, number: int) -> Row:
        """入账预览: vouchers, questions, refusals."""
        return self._row(f"/notices/{number}/booking")

    def notice_file(self, number: int, sha256: str) -> bytes:
        """通知文件."""
        return self.download(f"/notices/{number}/files/{sha256}")

    def take_in(self, files: Mapping[str, bytes], *, key: str = "") -> Row:
        """收文: content by name; answered once they are read."""
        return self._handed("/notices", {}, many(files), key)

    def take_in_as_job(self, files: Mapping[str, bytes], *, key: str = "") -> Row:
        """收文（后台）: content by name; answers the job, for `wait_for`."""
        return self._handed("/notices/jobs", {}, many(files), key)

    def confirm_notice(self, number: int, same_as: str = "", *, key: str = "") -> Row:
        """确认文号."""
        return self._done(f"/notices/{number}/confirm", {"same_as": same_as}, key)

    def waive_error(self, number: int, code: str, reason: str, *, key: str = "") -> Row:
        """搁置错误."""
        return self._done(f"/notices/{number}/waive", {"code": code, "reason": reason}, key)

    def waive_warning(self, number: int, code: str, reason: str, *, key: str = "") -> Row:
        """搁置警告."""
        return self._done(f"/notices/{number}/waive-warning", {"code": code, "reason": reason}, key)

    def answer_notice(self, number: int, *, key: str = "", **body: object) -> Row:
        """决定: `mends`, `payees`, `from_outside`, `upstream`, `year`, `source`, `fund`, `date`."""
        return self._done(f"/notices/{number}/answers", {**body}, key)

    def book_notice(self, number: int, *, key: str = "") -> Row:
        """入账."""
        return self._done(f"/notices/{number}/book", {}, key)

    def book_notices(self, year: int, *, fund: str = "", text: str = "", key: str = "") -> Row:
        """成批入账: answers the job."""
        return self._done("/notices/book", {"year": year, "fund": fund, "text": text}, key)

    def replace_notice(
        self, number: int, files: Mapping[str, bytes], way: str, reason: str, *, key: str = ""
    ) -> Row:
        """更正或替换通知: `way` is "correct" or "replace"; answers the job."""
        return self._handed(
            f"/notices/{number}/replace", {"way": way, "reason": reason}, many(files), key
        )

    def withdraw_notice(self, number: int, reason: str, *, key: str = "") -> list[str]:
        """撤销通知: answers the vouchers that undo it."""
        return self._done_names(f"/notices/{number}/withdraw", {"reason": reason}, key)

    def compare_notice(self, number: int, beside: int | None = None) -> Row:
        """与上年比较: row by row."""
        return self._row(f"/notices/{number}/compare", beside=beside)

    def tell_receipt(self, number: int, received: datetime.date, *, key: str = "") -> Row:
        """写明收文日期."""
        return self._done(f"/notices/{number}/receipt", {"received": received.isoformat()}, key)

    def publication(self, number: int, *, copies: bool = True) -> Row:
        """公开稿: what would be published, and what is taken out."""
        return self._row(f"/notices/{number}/publication", copies=copies)

    def publication_file(self, number: int, sha256: str, *, copies: bool = True) -> bytes:
        """公开文件."""
        return self.download(f"/notices/{number}/publication/{sha256}", copies=copies)

    def publish(self, number: int, *, copies: bool = True, key: str = "") -> Row:
        """公开: told in the journal; the files are downloaded with `publication_file`."""
        return self._done(f"/notices/{number}/publish", {"copies": copies}, key)

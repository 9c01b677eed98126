"""文件 paper: the notice as what a voucher rests on: its number, issuer, day, and who books it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from zhida.core.booking.answers import Answers
from zhida.core.booking.identity import home_of, issuer_above, issuer_of, upstream_numbers
from zhida.core.booking.shares import Share
from zhida.core.ledger.act import Act
from zhida.core.notice import FundingSource, Notice
from zhida.core.provenance import Source
from zhida.core.regions import Region

_LEVELS = {
    0: FundingSource.CENTRAL,
    1: FundingSource.PROVINCE,
    2: FundingSource.PREFECTURE,
    3: FundingSource.COUNTY,
}
EDITION = 1000
"""A booking anew numbers its vouchers from here on, so that they are told from those reversed."""


@dataclass(frozen=True, slots=True)
class Paper:
    """文件: `at` is the agency that books, `edition` how often it was booked and reversed before."""

    notice: Notice
    number: str
    year: int
    date: datetime.date
    home: Region
    at: str
    actor: str
    answers: Answers
    edition: int = 0

    @property
    def early(self) -> bool:
        """早于预算年度: whether the budget year has not begun on the day of the notice."""
        return self.date < datetime.date(self.year, 1, 1)

    @property
    def upstream(self) -> tuple[str, ...]:
        """The numbers of the notices that the money came with."""
        return upstream_numbers(self.notice, self.answers)

    @property
    def condition(self) -> str:
        """使用条件: what must hold besides that the year has begun, as the notice says it."""
        words = self.notice.availability
        return "" if words is None or "年度开始" in words.value else words.value

    def is_own(self, source: FundingSource) -> bool:
        """本级资金: whether money of a source begins with the issuer's own budget."""
        place = home_of(self.notice)
        return place is not None and source is _LEVELS.get(place.level)

    def nth(self, place: int) -> int:
        """序号: the ordinal of the n-th voucher of a kind, told from those of earlier bookings."""
        return place + self.edition * EDITION

    def act(self, share: Share | None = None, ordinal: int | None = None) -> Act:
        """经办: the act of this notice, with the place of the share's cell."""
        return Act(
            issuer_of(self.notice),
            self.number,
            self.date,
            self.actor,
            self._reason(),
            share.sources if share else self._title(),
            self.nth(1) if ordinal is None else ordinal,
        )

    def act_above(self, number: str, own_money: bool, place: int) -> Act:
        """首次接收的经办: the act of the notice above, as far as this one tells of it."""
        basis = tuple(
            each.source
            for each in self.notice.basis
            if each.number is not None and str(each.number) == number
        )
        issuer = issuer_of(self.notice) if own_money else issuer_above(self.notice)
        return Act(
            issuer,
            number,
            self.date,
            self.actor,
            f"首次接收：{self.answers.from_outside}（见{self.number}）",
            basis or self._title(),
            place,
        )

    def act_outside(self, share: Share, place: int) -> Act:
        """首次接收的经办: this notice, taken in by a payee whose issuer isn't in the ledger."""
        return replace(
            self.act(share, self.nth(place)), reason=f"首次接收：{self.answers.from_outside}"
        )

    def stated_fen(self, shares: Iterable[Share]) -> int | None:
        """The letter's amount of the appropriation that shares are part of."""
        parts = {share.appropriation for share in shares}
        if len(parts) != 1:
            return None
        (index,) = parts
        return self.notice.appropriations[index].total.fen

    def _reason(self) -> str:
        title = self.notice.title.value if self.notice.title else ""
        waived = "；".join(f"{code}：{why}" for code, why in self.answers.waived.items())
        return "；".join(filter(None, (title, waived)))

    def _title(self) -> tuple[Source, ...]:
        return (self.notice.title.source,) if self.notice.title else ()

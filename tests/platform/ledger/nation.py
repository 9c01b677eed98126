"""A small nation: the centre, two provinces, their cities, counties and units, and one fiscal year.

    with scope("100000"):
        nation = Nation()
        nation.play()

`play` books the year's acts upon general and lottery money, issued in advance and
formally, and upon 400 000 yuan of a province's own; `lines` names every quota line
of it. `books` books single acts, for tests that want another story.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from zhida.core.ledger import AccountKey, Book, Earmark, QuotaLine, Voucher
from zhida.core.ledger.verbs import (
    Act,
    accept,
    apply,
    carry_in,
    carry_over,
    enable,
    issue,
    pay,
    receive,
    refund,
    register,
    release,
    retrieve,
    return_up,
    reverse,
)
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.core.provenance import Source
from zhida.platform.ledger.posting import Posted, open_lines, post
from zhida.platform.regions.models import Agency

FUND = "医疗救助补助资金"
CENTRE, PROVINCE, OTHER = "100000-finance", "650000-finance", "620000-finance"
CITY, SECOND, FAR = "650100-finance", "652900-finance", "620100-finance"
DISTRICT, COUNTY = "650102-finance", "652901-finance"
HOSPITAL, OFFICE, CLINIC = "650102-hospital", "650103-office", "652901-clinic"
UNITS = ((HOSPITAL, "天山区人民医院"), (OFFICE, "沙依巴克区医疗保障局"), (CLINIC, "阿克苏市医院"))

GENERAL = Earmark(
    Book.QUOTA,
    2025,
    FUND,
    FundingSource.CENTRAL,
    regime=Regime.TRACKED,
    flag="01",
    project="10000015Z155080000004",
)
LOTTERY = replace(GENERAL, kind=BudgetKind.GOVERNMENT_FUND)
OWN = Earmark(Book.QUOTA, 2025, FUND, FundingSource.PROVINCE)

WAN = 1_000_000
"""万元, in fen."""


@dataclass
class Nation:
    """Lines by name, vouchers in the order of booking. Make and play it in the scope of 100000."""

    actor: str = "经办人甲"
    lines: dict[str, QuotaLine] = field(default_factory=dict)
    vouchers: list[Voucher] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)

    def __post_init__(self) -> None:
        for code, name in UNITS:
            Agency.objects.get_or_create(
                code=code,
                defaults={
                    "name": name,
                    "kind": Agency.Kind.UNIT,
                    "region_id": code[:6],
                    "status": "local",
                    "source": "测试",
                },
            )

    def line(
        self, name: str, holder: str, document: str, above: str = "", **elements: object
    ) -> QuotaLine:
        """A line that hangs on the line named `above`, or one that outside money comes to."""
        if above:
            parent = self.lines[above]
            elements = {
                "upstream_document": parent.document,
                "advance": parent.advance,
                "parent": parent.digest,
            } | elements
            earmark = parent.earmark
        else:
            earmark = elements.pop("earmark")  # type: ignore[assignment]
        made = QuotaLine(earmark, holder, document, **elements)  # type: ignore[arg-type]
        self.lines[name] = made
        return made

    def act(self, document: str, day: str, issuer: str = "财政部门", ordinal: int = 1) -> Act:
        """An act upon a paper that was read from a file of its own name."""
        source = Source(f"{document}.docx", block=3, table=1, row=2, column=3)
        return Act(
            issuer,
            document,
            datetime.date.fromisoformat(day),
            self.actor,
            "按文件办理",
            (source,),
            ordinal,
        )

    def book(self, *vouchers: Voucher) -> None:
        """Book them all or none, in the scope of the running transaction."""
        self.vouchers += vouchers
        self.posted += post(vouchers, open_lines(self.lines.values()))

    def pass_down(
        self, above: str, name: str, fen: int, day: str, expected: bool = False, ordinal: int = 1
    ) -> None:
        """Issue and acceptance of money from one line to another level's."""
        parent, child = self.lines[above], self.lines[name]
        act = self.act(parent.document, day, parent.holder, ordinal)
        self.book(
            issue(act, parent, child.holder, fen, expected=expected),
            accept(act, parent, child, fen, expected=expected),
        )

    def spend(self, name: str, fen: int, number: str, day: str) -> None:
        """A unit's money on its way from the quota to the payment."""
        line = self.lines[name]
        act = self.act(number, day, line.holder)
        steps = (register, enable, apply, pay)
        self.book(*(step(act, line, fen) for step in steps))

    def play(self) -> None:
        """The year: three kinds of money from their first receipt to the payments."""
        self._advance()
        self._formal()
        self._lottery()
        self._own_money()
        self._back_and_over()

    def _advance(self) -> None:
        """Advance money: expected in 2024, available from the first working day of 2025."""
        centre = "财社〔2024〕142号"
        self.line("advance", CENTRE, centre, earmark=GENERAL, advance=True)
        self.line("advance/650000", PROVINCE, "新财社〔2024〕201号", "advance")
        self.line("advance/620000", OTHER, "甘财社〔2024〕88号", "advance")
        self.line("advance/650100", CITY, "乌财社〔2024〕61号", "advance/650000")
        self.book(
            receive(
                self.act("全国预算2025", "2024-10-20", "国务院"), self.lines["advance"], 900 * WAN
            )
        )
        for above, name, fen in (
            ("advance", "advance/650000", 500 * WAN),
            ("advance", "advance/620000", 300 * WAN),
            ("advance/650000", "advance/650100", 320 * WAN),
        ):
            self.pass_down(above, name, fen, "2024-11-05", expected=True)
        year = self.act("2025年预算开始", "2025-01-02")
        for name, fen in (
            ("advance", 100 * WAN),
            ("advance/650000", 180 * WAN),
            ("advance/650100", 320 * WAN),
        ):
            self.book(release(year, self.lines[name], fen))
        self.line("advance/650102", DISTRICT, "天财社〔2025〕3号", "advance/650100")
        self.line(
            "advance/hospital",
            HOSPITAL,
            "天财社〔2025〕4号",
            "advance/650102",
            function="2101301",
            implementing_project="救助门诊",
        )
        self.pass_down("advance/650100", "advance/650102", 200 * WAN, "2025-01-20")
        self.pass_down("advance/650102", "advance/hospital", 150 * WAN, "2025-02-03")
        self.spend("advance/hospital", 90 * WAN, "支付20250301", "2025-03-01")

    def _formal(self) -> None:
        """Formal issue: entitlement less advance. One county has not signed for its part."""
        self.line("formal", CENTRE, "财社〔2025〕30号", earmark=GENERAL)
        self.line("formal/650000", PROVINCE, "新财社〔2025〕40号", "formal")
        self.line("formal/652900", SECOND, "阿地财社〔2025〕9号", "formal/650000")
        self.book(
            receive(
                self.act("全国预算2025", "2025-04-20", "国务院", 2), self.lines["formal"], 250 * WAN
            )
        )
        self.pass_down("formal", "formal/650000", 240 * WAN, "2025-05-01")
        self.pass_down("formal/650000", "formal/652900", 130 * WAN, "2025-05-20")
        second = self.lines["formal/652900"]
        self.book(issue(self.act(second.document, "2025-06-01", SECOND), second, COUNTY, 70 * WAN))

    def _lottery(self) -> None:
        """Lottery money: another budget, another line, the same notice."""
        self.line("lottery", CENTRE, "财社〔2024〕142号", earmark=LOTTERY)
        self.line("lottery/650000", PROVINCE, "新财社〔2024〕201号", "lottery")
        self.line("lottery/652900", SECOND, "阿地财社〔2025〕2号", "lottery/650000")
        self.line(
            "lottery/652901", COUNTY, "阿市财社〔2025〕5号", "lottery/652900", function="2296013"
        )
        self.line("lottery/clinic", CLINIC, "阿市财社〔2025〕6号", "lottery/652901")
        self.book(
            receive(
                self.act("全国预算2025", "2025-01-10", "国务院"), self.lines["lottery"], 60 * WAN
            )
        )
        for above, name, fen in (
            ("lottery", "lottery/650000", 60 * WAN),
            ("lottery/650000", "lottery/652900", 45 * WAN),
            ("lottery/652900", "lottery/652901", 45 * WAN),
            ("lottery/652901", "lottery/clinic", 30 * WAN),
        ):
            self.pass_down(above, name, fen, "2025-01-25")
        self.spend("lottery/clinic", 20 * WAN, "支付20250401", "2025-04-01")

    def _own_money(self) -> None:
        """A province's own 400 000 yuan: it traces to the province, not to the centre."""
        self.line("own", PROVINCE, "新财社〔2025〕40号", earmark=OWN)
        self.line("own/650100", CITY, "乌财社〔2025〕20号", "own")
        self.line("own/office", OFFICE, "乌财社〔2025〕21号", "own/650100")
        self.book(
            receive(
                self.act("新财预〔2025〕1号", "2025-01-15", "自治区人民政府"),
                self.lines["own"],
                40 * WAN,
            )
        )
        self.pass_down("own", "own/650100", 40 * WAN, "2025-05-20")
        self.pass_down("own/650100", "own/office", 25 * WAN, "2025-06-01")
        self.spend("own/office", 25 * WAN, "支付20250701", "2025-07-01")

    def _back_and_over(self) -> None:
        """Money that comes back, a wrong voucher, and what the year leaves to the next."""
        clinic, county = self.lines["lottery/clinic"], self.lines["lottery/652901"]
        back = self.act("阿市财社〔2025〕33号", "2025-09-01")
        self.book(return_up(back, clinic, county, 4 * WAN), retrieve(back, clinic, county, 4 * WAN))
        hospital = self.lines["advance/hospital"]
        self.book(refund(self.act("退款20250401", "2025-04-01"), hospital, 5 * WAN))
        wrong = register(self.act("天财社〔2025〕7号", "2025-04-02"), hospital, 10 * WAN)
        self.book(wrong)
        self.book(reverse(self.act("天财社〔2025〕8号", "2025-04-03"), wrong))
        city = self.lines["own/650100"]
        close = carry_over(self.act("2025年终结转", "2025-12-31"), city, {"pending": 15 * WAN})
        next_year = self.line(
            "own/650100/2026",
            CITY,
            "乌财社〔2026〕1号",
            earmark=replace(OWN, year=2026),
            carried_from=city.digest,
        )
        self.book(close)
        self.book(carry_in(self.act("2026年上年结转", "2026-01-05"), close, next_year))
        self.line("own/650103/2026", OFFICE, "乌财社〔2026〕2号", "own/650100/2026")
        self.pass_down("own/650100/2026", "own/650103/2026", 12 * WAN, "2026-02-01")

    def account(self, name: str, kind: str, counterpart: str | None = None) -> AccountKey:
        """An account of a line by the line's name."""
        return AccountKey(self.lines[name].digest, kind, counterpart)

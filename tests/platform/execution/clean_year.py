"""规范的一年: money that nobody can find fault with, and what a county does when it goes wrong.

    year = CleanYear(tmp_path)
    year.down()
    year.spend()
    year.pay("2025-02-10", 10)

Amounts are in 万元.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from tests.platform.execution.treasury import file_of
from tests.platform.ledger.nation import CENTRE, CITY, DISTRICT, GENERAL, PROVINCE, WAN, Nation

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.ledger.verbs import enable, receive, register
from zhida.platform.access.policy import Actor, Role
from zhida.platform.execution import actions
from zhida.platform.scope import scope

CENTRAL_PERSON = Actor("王部", CENTRE, "100000", Role.REVIEWER)
PROVINCE_PERSON = Actor("李省", PROVINCE, "650000", Role.REVIEWER)
CITY_PERSON = Actor("赵市", CITY, "650100", Role.REVIEWER)
COUNTY_PERSON = Actor("张县", DISTRICT, "650102", Role.DRAFTER)
SIBLING_PERSON = Actor("孙县", "650103-finance", "650103", Role.REVIEWER)
COUNTY = "天山区财政局"
ACCOUNT = "天山区财政局社会保障基金财政专户"


class CleanYear:
    """医疗救助 for one county, from the centre to the fiscal account, everything in its time."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.paid, self.spent = folder, 0, 0
        with scope("100000"):
            self.nation = Nation()

    def down(
        self, wan: int = 110, days: tuple[str, str, str] = ("01-08", "01-15", "01-20")
    ) -> None:
        """From the centre through province and city to the county, each on its day."""
        nation = self.nation
        with scope("100000"):
            nation.line("centre", CENTRE, "财社〔2025〕30号", earmark=GENERAL)
            nation.line("province", PROVINCE, "新财社〔2025〕40号", "centre")
            nation.line("city", CITY, "乌财社〔2025〕9号", "province")
            nation.line("county", DISTRICT, "天财社〔2025〕3号", "city", function="2101301")
            paper = nation.act("全国预算2025", "2025-01-06", "国务院")
            nation.book(receive(paper, nation.lines["centre"], wan * WAN))
            steps = ("centre", "province", "city", "county")
            for above, below, day in zip(steps, steps[1:], days, strict=False):
                nation.pass_down(above, below, wan * WAN, f"2025-{day}")

    def spend(self, wan: int = 110, day: str = "2025-01-21") -> None:
        """The county registers the money and makes it executable."""
        line = self.nation.lines["county"]
        self.spent += 1
        paper = self.nation.act("天财社〔2025〕3号", day, ordinal=self.spent)
        with scope("100000"):
            self.nation.book(register(paper, line, wan * WAN), enable(paper, line, wan * WAN))

    def pay(self, day: str, wan: int, **elements: object) -> str:
        """The treasury pays; gives the voucher's number."""
        self.paid += 1
        payment = replace(
            Payment(
                "650102",
                2025,
                f"ZF{self.paid:03d}",
                PaymentKind.PAYMENT,
                datetime.date.fromisoformat(day),
                wan * WAN,
                COUNTY,
                "天财社〔2025〕3号",
                function="2101301",
                flag="追踪",
                payee=ACCOUNT,
                purpose="拨付医疗救助资金",
                pay_type="财政直接支付",
            ),
            **elements,  # type: ignore[arg-type]
        )
        file = file_of(self.folder, payment, name=f"支付{self.paid}.xlsx")
        done = actions.confirm(COUNTY_PERSON, [file])
        assert done.booked, done
        return payment.number

    def give_back(self, number: str, day: str, wan: int) -> None:
        """What comes back of a payment."""
        self.pay(day, wan, kind=PaymentKind.REFUND, refunds=number)

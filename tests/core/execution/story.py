"""故事 story: a few sentences of a finance officer as vouchers of the ledger in memory.

    2025-01-06 省 接收 100；2025-01-10 省 下达 80；2025-01-12 市 签收 80

Amounts are in 万元. 省, 市, 县 and 院 hang one on the other; 细 is the hospital's finer
line. 冲销 undoes the act that came before.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from zhida.core.ledger import Book, Earmark, Ledger, QuotaLine, Voucher, verbs
from zhida.core.ledger.verbs import Act
from zhida.core.ledger.verbs_funds import Parts
from zhida.core.money import Unit, fen_of
from zhida.core.notice.appropriations import FundingSource

HOLDERS = {
    "省": "650000-finance",
    "市": "650100-finance",
    "县": "650102-finance",
    "院": "650102-hospital",
}
_ABOVE = {"市": "省", "县": "市", "院": "县"}
_OPENS = {
    "期初已支付": "paid",
    "期初可执行": "executable",
}
_ON_ONE_LINE: dict[str, Callable[[Act, QuotaLine, int], Voucher]] = {
    "接收": verbs.receive,
    "转为可用": verbs.release,
    "占用": verbs.reserve,
    "挂接": verbs.register,
    "转可执行": verbs.enable,
    "申请": verbs.apply,
    "支付": verbs.pay,
    "退款": verbs.refund,
    "追减": verbs.reduce,
    "分配": verbs.allot,
    "预付": verbs.prepay,
    "清算": lambda act, line, fen: verbs.settle(act, line, Parts(prepaid=fen)),
    "拨付": verbs.pay_out,
}
_KIND = {"待分配": "pending", "已挂接": "registered", "可执行": "executable", "申请": "applied"}


class Story:
    """A ledger, told act by act; `advance` money is expected until it is released."""

    def __init__(self, book: Book = Book.QUOTA, year: int = 2025, advance: bool = False) -> None:
        earmark = Earmark(book, year, "医疗救助补助资金", FundingSource.CENTRAL)
        self.lines: dict[str, QuotaLine] = {}
        for name, holder in HOLDERS.items():
            above = self.lines.get(_ABOVE.get(name, ""))
            self.lines[name] = QuotaLine(
                earmark,
                holder,
                f"{name}文1号",
                advance=advance,
                parent=above.digest if above else None,
            )
        hospital = self.lines["院"]
        self.lines["细"] = replace(hospital, gov_econ="50299", parent=hospital.digest)
        self.lines["另"] = replace(hospital, implementing_project="另一项目")
        self.ledger = Ledger().open(self.lines.values())
        self.vouchers: list[Voucher] = []

    def tell(self, sentences: str) -> Story:
        """Book the sentences, one after the other."""
        for sentence in filter(None, sentences.replace("\n", "").split("；")):
            day, who, what, *much = sentence.split()
            fen = fen_of(much[0], Unit.WAN_YUAN) if much else 0
            number = f"文{len(self.vouchers) + 1}"
            act = Act(
                "财政部门", number, datetime.date.fromisoformat(day), "经办人甲", "按文件办理"
            )
            voucher = self._voucher(act, who, what, fen)
            self.ledger = self.ledger.post([voucher])
            self.vouchers.append(voucher)
        return self

    def _voucher(self, act: Act, who: str, what: str, fen: int) -> Voucher:
        line, above = self.lines[who], self.lines.get(_ABOVE.get(who, ""))
        below = next((self.lines[name] for name, up in _ABOVE.items() if up == who), None)
        expected = line.advance and what.startswith("提前")
        plain = what.removeprefix("提前")
        if plain == "下达" and below:
            return verbs.issue(act, line, below.holder, fen, expected)
        if plain == "签收" and above:
            return verbs.accept(act, above, line, fen, expected)
        if plain == "上缴" and above:
            return verbs.return_up(act, line, above, fen, expected)
        if plain == "收回" and below:
            return verbs.retrieve(act, below, line, fen, expected)
        if plain == "细化":
            return verbs.refine(act, line, self.lines["细"], fen)
        if plain == "调剂":
            return verbs.adjust(act, line, self.lines["另"], fen)
        if plain == "冲销":
            return verbs.reverse(act, self.vouchers[-1])
        if plain.startswith("撤回"):
            return verbs.withdraw(act, line, fen, _KIND[plain.removeprefix("撤回")])
        if plain.startswith(("结转", "核销")):
            verb = verbs.carry_over if plain.startswith("结转") else verbs.write_off
            return verb(act, line, {_KIND.get(plain[2:], plain[2:]): fen})
        if plain in _OPENS:
            return verbs.open_balance(act, line, fen, _OPENS[plain])
        return _ON_ONE_LINE[plain](act, line, fen)

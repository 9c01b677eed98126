"""读支付 payment reading: a table of the treasury → payments, with what is wrong on every cell.

Nothing is guessed and nothing rounded: a row with a cell that can't be read is no
payment, and its file can't be confirmed.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zhida.core.execution import payment_cells as cells
from zhida.core.execution.payment_cells import WrongCell
from zhida.core.execution.payment_columns import (
    NO_MAPPING,
    PaymentMapping,
    payment_columns,
    plain,
    words,
)
from zhida.core.execution.payment_findings import blocks, payment_finding
from zhida.core.execution.payment_header import (
    PaymentHeader,
    PaymentTable,
    payment_header,
    total_kind,
)
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.findings import Finding
from zhida.core.money import Unit, format_fen

RowsDone = Callable[[int], None]
"""Told now and then how many rows are done."""


@dataclass(frozen=True, slots=True)
class PaymentReading:
    """读支付的结果: the payments of a table in its order, and all that is wrong with it.

    `rows` counts the rows below the header that say something, sums left out; `fen` is
    what was paid less what came back; `stated_fen` the last total that the table prints;
    `columns` are the places of the fields' columns, from 0.
    """

    payments: tuple[Payment, ...]
    findings: tuple[Finding, ...]
    rows: int
    fen: int
    unit: Unit
    stated_fen: int | None = None
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def blocked(self) -> bool:
        """Whether a finding keeps the whole table from being confirmed."""
        return any(blocks(each) for each in self.findings)


def read_payments(
    table: PaymentTable,
    region: str,
    mapping: PaymentMapping = NO_MAPPING,
    progress: RowsDone | None = None,
) -> PaymentReading:
    """读支付: every row of the table as a payment of `region`, unless it names another.

    The budget year is that of its column, else that of the mapping, else the year in
    which most rows are dated: one file tells of one year.
    """
    header = payment_header(table, mapping)
    findings = list(header.findings)
    if any(blocks(each) for each in findings):
        return PaymentReading((), tuple(findings), 0, 0, header.unit or Unit.YUAN)
    rows = _Rows(table, header, mapping, region)
    for at in range(header.row + 1, len(table.rows)):
        rows.take(at)
        if progress is not None and at % 1000 == 0:
            progress(1000)
    findings += rows.findings
    payments = _in_their_year(rows, mapping.year, findings)
    kept = _once(payments, findings)
    if not rows.count:
        findings.append(payment_finding("P118", "表头下面没有支付数据", table.place(header.row)))
    net = sum(each.fen if each.kind is PaymentKind.PAYMENT else -each.fen for each in kept)
    return PaymentReading(
        tuple(kept), tuple(findings), rows.count, net, rows.unit, rows.stated, header.columns
    )


@dataclass(slots=True)
class _Rows:
    """The rows below a header, taken one after the other."""

    table: PaymentTable
    header: PaymentHeader
    mapping: PaymentMapping
    region: str
    unit: Unit = field(init=False)
    read: list[tuple[int, Payment, bool]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    count: int = 0
    stated: int | None = None
    printed: int = 0
    since: int = 0
    net: int = 0
    net_since: int = 0
    faulty: bool = False
    _readers: list[tuple[str, int, Callable[[str], object], bool]] = field(init=False)
    _kinds: dict[str, PaymentKind] = field(init=False)

    def __post_init__(self) -> None:
        self.unit = self.header.unit or Unit.YUAN
        named = payment_columns()
        readers = {
            "money": self._money,
            "date": cells.day,
            "year": cells.year,
            "number": cells.number,
            "class": cells.class_code,
            "kind": self._kind,
            "code": cells.code,
            "account": cells.code,
            "key": cells.code,
            "region": cells.code,
        }
        self._readers = [
            (name, at, readers.get(named[name].kind, str), named[name].required)
            for name, at in self.header.columns.items()
        ]
        own = {plain(word): PaymentKind(means) for word, means in self.mapping.kinds.items()}
        usual = {plain(word): PaymentKind(means) for word, means in words("kind").items()}
        self._kinds = usual | own

    def take(self, at: int) -> None:
        """One row: a payment, a sum, or nothing."""
        row = self.table.rows[at]
        if not any(row):
            return
        if (meaning := total_kind(row)) and not self._cell(row, "date"):
            self._sum(at, row, meaning)
            return
        self.count += 1
        values: dict[str, object] = {}
        wrong = False
        for name, column, read, required in self._readers:
            text = row[column].strip() if column < len(row) else ""
            if not text:
                if required:
                    wrong = True
                    self._fault(at, column, "P111", f"{payment_columns()[name].title}为空")
                continue
            try:
                values[name] = read(text)
            except WrongCell as error:
                wrong = True
                self._fault(at, column, error.code, str(error))
        fen = values.get("amount")
        if isinstance(fen, int):
            self.printed += fen
            self.since += fen
        if wrong:
            self.faulty = True
            return
        payment = self._payment(at, values)
        if payment is None:
            self.faulty = True
            return
        signed = payment.fen if payment.kind is PaymentKind.PAYMENT else -payment.fen
        self.net += signed
        self.net_since += signed
        self.read.append((at, payment, "year" in values))

    def _payment(self, at: int, values: dict[str, object]) -> Payment | None:
        fen, date = values.pop("amount"), values.pop("date")
        assert isinstance(fen, int)
        assert isinstance(date, datetime.date)
        number, original = str(values.pop("number")), str(values.pop("refunds", ""))
        said = values.pop("kind", None)
        if fen == 0:
            self._fault(at, self.header.columns["amount"], "P105", f"支付凭证{number}的金额为0")
            return None
        back = said is PaymentKind.REFUND or fen < 0 or (said is None and bool(original))
        if back and (not original or original == number):
            self._fault(at, *self._refund_fault(number, original, fen))
            return None
        year = values.pop("year", date.year)
        assert isinstance(year, int)
        return Payment(
            str(values.pop("region", self.region)),
            year,
            number,
            PaymentKind.REFUND if back else PaymentKind.PAYMENT,
            date,
            abs(fen),
            str(values.pop("unit", "")),
            str(values.pop("quota", "")),
            refunds=original if back else "",
            source=self.table.place(at),
            **values,  # type: ignore[arg-type]
        )

    def _refund_fault(self, number: str, original: str, fen: int) -> tuple[int, str, str]:
        column = self.header.columns.get("refunds", self.header.columns["amount"])
        what = (
            f"支付凭证{number}的金额为负（{format_fen(fen, Unit.YUAN)}）"
            if fen < 0
            else f"退款{number}"
        )
        if original:
            return column, "P107", f"{what}，原支付凭证号与自己的凭证号相同"
        return column, "P107", f"{what}，没有写原支付凭证号"

    def _sum(self, at: int, row: Sequence[str], meaning: str) -> None:
        column = self.header.columns["amount"]
        text = self._cell(row, "amount")
        if text:
            try:
                stated = self._money(text)
            except WrongCell as error:
                self._fault(at, column, error.code, str(error))
                return
            # Where refunds are printed without a sign, the table may add them or take them off.
            sums = (self.since, self.net_since) if meaning == "since" else (self.printed, self.net)
            if meaning == "all":
                self.stated = stated
            if stated not in sums:
                self._wrong_sum(at, column, stated, sums[0])
        self.since = self.net_since = 0

    def _wrong_sum(self, at: int, column: int, stated: int, found: int) -> None:
        shown = tuple(format_fen(each, Unit.YUAN, places=2) for each in (stated, found))
        self.findings.append(
            payment_finding(
                "P114",
                f"合计行写{shown[0]}，各行之和是{shown[1]}，"
                f"差{format_fen(found - stated, Unit.YUAN, places=2)}",
                self.table.place(at, column),
                expected=stated,
                found=found,
            )
        )

    def _cell(self, row: Sequence[str], name: str) -> str:
        column = self.header.columns.get(name)
        return row[column].strip() if column is not None and column < len(row) else ""

    def _money(self, text: str) -> int:
        return cells.money(text, self.unit)

    def _kind(self, text: str) -> PaymentKind:
        found = self._kinds.get(plain(text))
        if found is None:
            raise WrongCell("P116", f"业务类型“{text}”不认识")
        return found

    def _fault(self, at: int, column: int, code: str, sentence: str) -> None:
        self.findings.append(payment_finding(code, sentence, self.table.place(at, column)))


def _in_their_year(
    rows: _Rows, stated: int | None, findings: list[Finding]
) -> list[tuple[int, Payment]]:
    """Every payment in its budget year; those dated in another are findings."""
    unsaid = Counter(each.date.year for _, each, said in rows.read if not said)
    usual = stated or (unsaid.most_common(1)[0][0] if unsaid else 0)
    found = []
    for at, payment, said in rows.read:
        year = payment.year if said else usual
        if payment.date.year != year:
            findings.append(
                payment_finding(
                    "P109",
                    f"支付凭证{payment.number}的日期{payment.date}不在预算年度{year}年内",
                    rows.table.place(at, rows.header.columns["date"]),
                    expected=str(year),
                    found=payment.date.isoformat(),
                )
            )
            continue
        found.append((at, payment if payment.year == year else replace(payment, year=year)))
    return found


def _once(payments: Sequence[tuple[int, Payment]], findings: list[Finding]) -> list[Payment]:
    """The payments without those that are said twice; the same number otherwise is a finding."""
    known: dict[tuple[str, int, str, PaymentKind], Payment] = {}
    for _, payment in payments:
        first = known.setdefault(payment.identity, payment)
        if first is payment:
            continue
        places = tuple(each for each in (payment.source, first.source) if each)
        if replace(first, source=None) == replace(payment, source=None):
            findings.append(
                payment_finding("P113", f"支付凭证{payment.number}的同一行出现两次", *places)
            )
        else:
            findings.append(otherwise(first, payment))
    return list(known.values())


def _otherwise(code: str, first: Payment, second: Payment, one: str, two: str) -> Finding:
    """Two payments of one number that say different things, with the first that differs."""
    name, before, after = difference(first, second)
    return payment_finding(
        code,
        f"支付凭证{second.number}的{name}{one}是{before or '空白'}，{two}是{after or '空白'}",
        *(each for each in (second.source, first.source) if each),
        expected=before,
        found=after,
    )


def otherwise(first: Payment, second: Payment) -> Finding:
    """同一凭证号、内容不同: two rows of what is imported now."""
    return _otherwise("P112", first, second, "第一次", "第二次")


def differs(first: Payment, second: Payment) -> Finding:
    """以前导入过而内容不同: `first` is what was imported before, and stays."""
    return _otherwise("P301", first, second, "以前导入的", "这次")


def difference(first: Payment, second: Payment) -> tuple[str, str, str]:
    """不同之处: the title of the first field in which two payments differ, and both values."""
    for name, column in payment_columns().items():
        name = "fen" if name == "amount" else name
        before, after = getattr(first, name), getattr(second, name)
        if before != after:
            if name == "fen":
                return (
                    column.title,
                    format_fen(before, Unit.YUAN, places=2),
                    format_fen(after, Unit.YUAN, places=2),
                )
            return column.title, str(before), str(after)
    return "内容", "", ""

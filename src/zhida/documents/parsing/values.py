"""数值 values: what a table cell holds: a figure, a blank, something covered, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from zhida.core.money import Amount, AmountState, Unit, fen_of, step_of
from zhida.core.provenance import Source
from zhida.documents.parsing.normalise import clean


class Value(Enum):
    """数值类型: the shape of a cell's text."""

    FIGURE = auto()
    BLANK = auto()
    MASKED = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class CellValue:
    """单元格数值: `digits` and `unit` for a FIGURE; `text` is the clean text always.

    `damaged` is true where a letter was read as the digit that it looks like.
    """

    kind: Value
    text: str
    digits: str = ""
    unit: str = ""
    damaged: bool = False


_UNITS = {unit.label: unit for unit in Unit}
_FIGURE = re.compile(
    r"(?:人民币|¥|￥)?(?P<digits>[-△]?(?:\d{1,3}(?:[,，]\s?\d{3})+|\d+)(?:\.\d+)?)"
    r"\s*(?P<unit>[百千万亿]*元|%|‰|[人户个家次床张所]次?)?$"
)
_LETTERED = re.compile(
    r"(?=[lIOo\d,.]*\d)[lIOo\d,]{2,}(?:\.[lIOo\d]+)?$|\d{1,3}(?: \d{3})+(?:\.\d+)?$"
)
_LETTERS = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0", " ": None})
_BLANK = re.compile(r"(?:[-—/\\_·]+|无)?$")
_MASKED = re.compile(r"[*×xX＊※]{1,}\s*(?:[百千万亿]*元)?$")


def cell_value(text: str) -> CellValue:
    """Read a cell.

    >>> cell_value(" 33,470,000.00 ").digits, cell_value("—").kind.name
    ('33,470,000.00', 'BLANK')
    >>> cell_value("医保信息平台建设").kind.name, cell_value("15万元").unit
    ('WORDS', '万元')
    >>> cell_value("l5O").digits, cell_value("1 234.5").digits
    ('150', '1234.5')
    """
    cleaned = clean(text).text.strip("`~ ").replace("，", ",")
    found = _FIGURE.match(cleaned)
    if found:
        return CellValue(Value.FIGURE, cleaned, found["digits"], found["unit"] or "")
    if _LETTERED.match(cleaned) and _FIGURE.match(digits := cleaned.translate(_LETTERS)):
        return CellValue(Value.FIGURE, cleaned, digits, damaged=True)
    if _BLANK.match(cleaned):
        return CellValue(Value.BLANK, cleaned)
    if _MASKED.match(cleaned):
        return CellValue(Value.MASKED, cleaned)
    return CellValue(Value.WORDS, cleaned)


def amount_of(value: CellValue, unit: Unit, source: Source, *, confirmed: bool = True) -> Amount:
    """The amount in a cell; a unit printed in the cell goes before the table's."""
    if value.kind is Value.FIGURE:
        own = _UNITS.get(value.unit, unit)
        try:
            return Amount(
                fen_of(value.digits, own),
                AmountState.NUMBER,
                value.text,
                step_of(value.digits, own),
                source,
                confirmed,
            )
        except ValueError:
            return Amount(None, AmountState.BLANK, value.text, None, source, confirmed)
    state = {Value.BLANK: AmountState.BLANK, Value.MASKED: AmountState.MASKED}.get(
        value.kind, AmountState.AS_LISTED
    )
    return Amount(None, state, value.text, None, source, confirmed)


_UNIT = re.compile(
    r"(?:单位[:]?|金额[:]?|资金|[(\[])[^()\[\]:]{0,8}?(?P<unit>[百千万亿]*元)(?:[)\]]|/|\s|,|;|$)"
)


def unit_in(text: str) -> Unit | None:
    """The unit that a heading, a header or a note states, None where it states none.

    >>> unit_in("单位：万元"), unit_in("分配资金(万元)"), unit_in("资金用途")
    (<Unit.WAN_YUAN: 1000000>, <Unit.WAN_YUAN: 1000000>, None)
    """
    found = _UNIT.search(clean(text).text)
    return _UNITS.get(found["unit"]) if found else None

"""政府收支分类 classification: which codes exist, what they are called, what pairs with what.

The table is ours and not complete: a code that is missing from it does not
exist only where `is_complete` says that its section (款) is held in full.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from zhida.core.notice.appropriations import Scheme
from zhida.data import load

DEPTHS = ("类", "款", "项")
_LENGTHS = {
    Scheme.INCOME: (3, 5, 7),
    Scheme.TRANSFER_FUNCTION: (3, 5, 7),
    Scheme.FUNCTION: (3, 5, 7),
    Scheme.GOV_ECON: (3, 5),
    Scheme.DEPT_ECON: (3, 5),
}


@dataclass(frozen=True, slots=True)
class CodeRow:
    """科目: a code of one classification and its name in some years (None = open).

    `status` is "attested" (read in a published source) or "recalled".
    """

    scheme: Scheme
    code: str
    name: str
    from_year: int | None
    to_year: int | None
    status: str
    source: str
    note: str = ""

    def holds_in(self, year: int | None) -> bool:
        """Whether the row is part of that year's classification; None asks for any."""
        if year is None:
            return True
        return (self.from_year is None or self.from_year <= year) and (
            self.to_year is None or year <= self.to_year
        )


def lookup(scheme: Scheme, code: str, year: int | None = None) -> CodeRow | None:
    """查科目: the row of a code in a year's classification; without a year the latest.

    >>> lookup(Scheme.FUNCTION, "2101301", 2020).name
    '城乡医疗救助'
    >>> lookup(Scheme.FUNCTION, "21017", 2022) is None
    True
    """
    rows = [row for row in _by_code().get((scheme, code), ()) if row.holds_in(year)]
    return max(rows, key=lambda r: (r.from_year or 0, r.status == "attested"), default=None)


def history(scheme: Scheme, code: str) -> tuple[CodeRow, ...]:
    """Every row of a code, oldest first: to say when it began, ended or was renamed."""
    return tuple(sorted(_by_code().get((scheme, code), ()), key=lambda row: row.from_year or 0))


def name_of(scheme: Scheme, code: str, year: int | None = None) -> str | None:
    """科目名称: the name of a code in a year, None where our table has none."""
    row = lookup(scheme, code, year)
    return row.name if row else None


def names_of(scheme: Scheme, code: str, year: int | None = None) -> tuple[str, ...]:
    """Every name of a code that our table knows for a year: sources do not always agree.

    >>> names_of(Scheme.FUNCTION, "2100409", 2023)
    ('重大公共卫生专项', '重大公共卫生服务')
    """
    rows = [row for row in _by_code().get((scheme, code), ()) if row.holds_in(year)]
    rows.sort(key=lambda row: (row.status != "attested", -(row.from_year or 0)))
    return tuple(row.name for row in rows)


def is_complete(scheme: Scheme, section: str, year: int | None = None) -> bool:
    """Whether our table holds every code below `section`, by a published source.

    >>> is_complete(Scheme.FUNCTION, "20809")
    False
    """
    return any(
        row["scheme"] == scheme and row["section"] == section and _covers(row, year)
        for row in load("complete_sections")
    )


def depth(scheme: Scheme, code: str) -> str | None:
    """科目级次: 类, 款 or 项 by the number of digits; None where no level has so many.

    >>> depth(Scheme.FUNCTION, "21015"), depth(Scheme.DEPT_ECON, "30299")
    ('款', '款')
    >>> depth(Scheme.FUNCTION, "229613") is None
    True
    """
    lengths = _LENGTHS[scheme]
    return DEPTHS[lengths.index(len(code))] if len(code) in lengths else None


def section_of(scheme: Scheme, code: str) -> str:
    """The code of the next level above, "" for the top level.

    >>> section_of(Scheme.FUNCTION, "2101504")
    '21015'
    """
    return code[: max((n for n in _LENGTHS[scheme] if n < len(code)), default=0)]


def scheme_of(code: str) -> Scheme | None:
    """Guess the classification of a bare code by its first digits and length.

    >>> [scheme_of(c).value for c in ("1100249", "2300249", "2101504", "50299", "30299")]
    ['income', 'transfer_function', 'function', 'gov_econ', 'dept_econ']
    >>> scheme_of("4501") is None
    True
    """
    if not (code.isascii() and code.isdigit()) or not 3 <= len(code) <= 8:
        return None
    if code.startswith("230") and len(code) >= 5:
        return Scheme.TRANSFER_FUNCTION
    if len(code) <= 5 and code[0] in "35":
        return Scheme.GOV_ECON if code[0] == "5" else Scheme.DEPT_ECON
    if code[:2] in ("10", "11"):
        return Scheme.INCOME
    return Scheme.FUNCTION if code[0] == "2" else None


def paired(gov_econ: str) -> tuple[str, ...] | None:
    """对应部门经济分类: the department classes that go with a government class.

    None where our table says nothing, () where there is none to pair with.

    >>> paired("50299")
    ('30299',)
    """
    rows = [row for row in load("econ_pairs") if row["gov_econ"] == gov_econ]
    if not rows:
        return None
    found: list[str] = []
    for row in rows:
        cell = row["dept_econ"]
        if cell.endswith("*"):
            found += [c for s, c in _by_code() if s is Scheme.DEPT_ECON and c.startswith(cell[:-1])]
        elif cell:
            found.append(cell)
    return tuple(found)


def same_name(a: str, b: str) -> bool:
    """Whether two printed names are one: blanks, brackets, 的 and 其它/其他 don't count.

    >>> same_name("其它公立医院支出", "其他公立医院支出")
    True
    >>> same_name("中医(民族医)药专项", "中医（民族医）药专项")
    True
    """
    return plain_name(a) == plain_name(b)


def plain_name(name: str) -> str:
    """A name without what does not distinguish names: the key of `same_name`."""
    text = unicodedata.normalize("NFKC", name).replace("其它", "其他").replace("帐", "账")
    return "".join(c for c in text if c.isalnum() and c != "的")


def suggest(scheme: Scheme, code: str, name: str = "", year: int | None = None) -> CodeRow | None:
    """猜科目: the row that was probably meant by a code and name that don't agree.

    The one row of the scheme with that name wins (the nearest code where there
    are several); else a sibling code with a similar name; else, for a code of
    impossible length, the one that differs by a digit left out or doubled.

    >>> suggest(Scheme.FUNCTION, "229613", "用于城乡医疗救助的彩票公益金支出").code
    '2296013'
    >>> suggest(Scheme.INCOME, "1100249", "医疗卫生健康共同财政事权转移支付收入").code
    '1100249'
    """
    rows = [row for (s, _), group in _by_code().items() if s is scheme for row in group]
    rows = [row for row in rows if row.holds_in(year)]
    plain = plain_name(name)
    exact = [row for row in rows if plain and plain_name(row.name) == plain]
    if exact:
        return max(exact, key=lambda row: _closeness(row.code, code))
    similar = [(difflib.SequenceMatcher(None, plain_name(r.name), plain).ratio(), r) for r in rows]
    good = [(ratio, _closeness(r.code, code), r.code, r) for ratio, r in similar if ratio >= 0.8]
    if plain and good:
        return max(good)[3]
    if depth(scheme, code) is None:
        near = [row for row in rows if _one_digit_off(row.code, code)]
        return near[0] if len(near) == 1 else None
    return None


def _closeness(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a, b).ratio()


def _one_digit_off(full: str, printed: str) -> bool:
    long, short = (full, printed) if len(full) > len(printed) else (printed, full)
    if len(long) - len(short) != 1:
        return False
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _covers(row: Mapping[str, str], year: int | None) -> bool:
    """Whether the years of a row (blank = open) take in a year; None asks for any."""
    return year is None or int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)


@cache
def _by_code() -> dict[tuple[Scheme, str], tuple[CodeRow, ...]]:
    found: dict[tuple[Scheme, str], tuple[CodeRow, ...]] = {}
    for row in load("codes"):
        each = CodeRow(
            Scheme(row["scheme"]),
            row["code"],
            row["name"],
            int(row["from_year"]) if row["from_year"] else None,
            int(row["to_year"]) if row["to_year"] else None,
            row["status"],
            row["source"],
            row["note"],
        )
        key = (each.scheme, each.code)
        found[key] = (*found.get(key, ()), each)
    return found

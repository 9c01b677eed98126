"""方案节 sections: the tables of a TOML file, asked key by key, faults collected."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from zhida.core.allocation import RoundingUnit
from zhida.core.money import Unit, fen_of
from zhida.documents.allocation.faults import Fault

_PLAIN = re.compile(r"\d+(?:\.\d+)?")


def plain_number(text: str) -> Fraction | None:
    """A number that is not negative, exactly; `None` for anything else. 95% is 0.95.

    >>> plain_number("1,234.5"), plain_number("95%"), plain_number("-1")
    (Fraction(2469, 2), Fraction(19, 20), None)
    """
    digits = text.replace(",", "").strip()
    per_cent = digits.endswith("%")
    digits = digits.removesuffix("%")
    if not _PLAIN.fullmatch(digits):
        return None
    return Fraction(digits) / (100 if per_cent else 1)


def _band(value: object) -> tuple[Fraction, Fraction] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    low, high = (plain_number(str(each)) for each in value)
    return None if low is None or high is None else (low, high)


class Section:
    """方案节: a table of the file under its name. Wrong or missing values become faults."""

    def __init__(
        self,
        path: Path,
        name: str,
        values: Mapping[str, object],
        faults: list[Fault],
        inherited: str = "",
    ) -> None:
        self.path, self.name, self.faults = path, name, faults
        self._values, self._inherited = dict(values), inherited

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def wrong(self, key: str, reason: str, mend: str) -> None:
        """Note a fault of a key."""
        where = f"{self.name}.{key}" if self.name else key
        self.faults.append(Fault(self.path, f"{where}{reason}", mend))

    def printed(self, key: str) -> str:
        """A value as the plan writes it, "" where it isn't there."""
        return str(self._values.get(key, ""))

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without default it must be there."""
        value = self._values.get(key, default)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(key, "缺失或不是文字" if value is None else "不是文字", f'写为 {key} = "…"')
        return default or ""

    def number(self, key: str, default: str | None = None) -> Fraction:
        """A number that is not negative, as digits or in quotation marks."""
        value = self._values.get(key, default)
        found = None
        if isinstance(value, str | int) and not isinstance(value, bool):
            found = plain_number(str(value))
        if found is None:
            told = "缺失" if value is None else f"为“{value}”，不是零或正数"
            self.wrong(key, told, f'写为 {key} = "数字"')
        return found or Fraction(0)

    def units(self, key: str, unit: RoundingUnit) -> int:
        """An amount in 万元 as whole units."""
        value = self._values.get(key)
        if value is None or isinstance(value, bool) or not isinstance(value, str | int):
            self.wrong(key, "缺失或不是金额", f'写为 {key} = "以万元为单位的金额"')
            return 0
        try:
            fen = fen_of(str(value), Unit.WAN_YUAN)
        except ValueError:
            self.wrong(key, f"为“{value}”，不是金额或细于1分", "只写数字和小数点，单位为万元")
            return 0
        if fen < 0:
            self.wrong(key, f"为{value}万元，是负数", "改为零或正数")
        elif fen % unit.fen:
            self.wrong(key, f"为{value}万元，细于取整单位{unit}", f"改为{unit}的整数倍")
        return fen // unit.fen

    def flag(self, key: str) -> bool:
        """true or false, false where it isn't there."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, "只能是 true 或 false", "不加引号")
        return value is True

    def date(self, key: str) -> datetime.date | None:
        """A day, None where it isn't there."""
        value = self._values.get(key)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        if value is not None:
            self.wrong(key, "不是日期", f"写为 {key} = 2024-05-10，不加引号")
        return None

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts, () where it isn't there."""
        value = self._values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
            return tuple(one.strip() for one in value)
        self.wrong(key, "不是若干名称", f'写为 {key} = ["甲县", "乙县"]')
        return ()

    def bands(self, key: str) -> tuple[tuple[Fraction, Fraction], ...]:
        """Pairs of a lower end and a value, highest end first; () where they aren't there."""
        value = self._values.get(key, [])
        found = [_band(one) for one in value] if isinstance(value, list) else [None]
        pairs = [each for each in found if each is not None]
        if len(pairs) < len(found):
            self.wrong(key, "不是若干档", f'写为 {key} = [["90%", "1.1"], ["0", "1"]]')
        return tuple(sorted(pairs, reverse=True))

    @property
    def basis(self) -> str:
        """The document that the section rests on and its date, its own or the plan's."""
        own = self._values.get("basis")
        if not isinstance(own, str) or not own.strip():
            return self._inherited
        day = self._values.get("dated")
        if isinstance(day, datetime.date):
            return f"{own.strip()}（{day.year}年{day.month}月{day.day}日）"
        return own.strip()

    def check_basis(self, year: int) -> None:
        """A document dated after the year can't have set its parameters."""
        if "basis" in self._values:
            self.text("basis")
        day = self.date("dated")
        if day is not None and "basis" not in self._values:
            self.wrong("dated", "没有写明是哪份文件", '同时写 basis = "文号"')
        elif day is not None and day.year > year:
            self.wrong("dated", f"为{day}，晚于方案年度{year}", "改正日期，或换用当年有效的依据")

    def within(self, key: str) -> Section | None:
        """The table of that name inside this one."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, "不是一节", f"写为 [{key}]")
            return None
        return Section(self.path, f"{self.name}.{key}".strip("."), value, self.faults, self.basis)

    def each(self, key: str) -> list[Section]:
        """The tables of that name inside this one, in order."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(key, "不是若干节", f"每项写为 [[{key}]]")
            return []
        name = f"{self.name}.{key}".strip(".")
        return [
            Section(self.path, f"{name}（第{number}个）", one, self.faults, self.basis)
            for number, one in enumerate(value, 1)
        ]

    def only(self, *known: str) -> None:
        """Refuse keys that mean nothing here: a misspelt one would be silently ignored."""
        for key in self._values:
            if key not in known:
                self.wrong(key, "不是方案的项目", f"可用的有{'、'.join(known)}")

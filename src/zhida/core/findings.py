"""问题 findings: what is wrong with a notice, as values.

A finding says that the data is wrong; an error (exception) says that the
caller can't go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhida.core.provenance import Source


class Severity(StrEnum):
    """严重程度, from worst to mildest.

    FATAL: the notice can't be used. ERROR: a figure or statement is wrong.
    WARNING: probably wrong, a person must look. HINT: good to know.
    """

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for FATAL … 3 for HINT."""
        return list(Severity).index(self)

    @property
    def label(self) -> str:
        """The Chinese word: 严重, 错误, 警告, 提示."""
        return ("严重", "错误", "警告", "提示")[self.rank]


@dataclass(frozen=True, slots=True)
class Finding:
    """问题: one thing that is wrong, with its exact figures and places.

    `sentence` is one Chinese sentence that a clerk can read aloud: place,
    expected figure, found figure, difference. `expected`, `found` and
    `difference` (found − expected) are fen where the matter is money, plain
    numbers where it is a count, text otherwise, None where there is none.
    `basis` is the article that the rule rests on, `mend` what to do about it.
    """

    code: str
    severity: Severity
    sentence: str
    expected: int | str | None = None
    found: int | str | None = None
    difference: int | str | None = None
    basis: str = ""
    mend: str = ""
    sources: tuple[Source, ...] = ()

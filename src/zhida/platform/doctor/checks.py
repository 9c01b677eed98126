"""检查 check: one question about an installation, its answer, and the mend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """状态: fine; works, but something is missing; does not work or is not safe; not asked."""

    FINE = "fine"
    WARNING = "warning"
    FAULT = "fault"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The word for people.

        >>> State.FAULT.label
        '故障'
        """
        return _WORDS[self]


_WORDS = {
    State.FINE: "正常",
    State.WARNING: "注意",
    State.FAULT: "故障",
    State.UNKNOWN: "未查",
}


@dataclass(frozen=True, slots=True)
class Check:
    """检查: `code` is stable, for scripts; `name`, `said` and `mend` are Chinese."""

    code: str
    name: str
    state: State
    said: str
    mend: str = ""


def fine(code: str, name: str, said: str) -> Check:
    """正常."""
    return Check(code, name, State.FINE, said)


def warning(code: str, name: str, said: str, mend: str) -> Check:
    """注意: all else works."""
    return Check(code, name, State.WARNING, said, mend)


def fault(code: str, name: str, said: str, mend: str) -> Check:
    """故障: nothing should be booked before it is mended."""
    return Check(code, name, State.FAULT, said, mend)


def unknown(code: str, name: str, why: str) -> Check:
    """未查: it could not be asked."""
    return Check(code, name, State.UNKNOWN, why)

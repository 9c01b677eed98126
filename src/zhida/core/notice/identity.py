"""文号与依据 identity: what a notice is called, what it rests on, what it carries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhida.core.provenance import Source


class Status(StrEnum):
    """下达状态: which act of the yearly cycle a notice is.

    ADVANCE 提前下达, FORMAL 下达 (正式下达), SETTLEMENT 结算/清算,
    DISBURSEMENT 拨付.
    """

    ADVANCE = "advance"
    FORMAL = "formal"
    SETTLEMENT = "settlement"
    DISBURSEMENT = "disbursement"


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """发文字号: letters of the issuing body, year, serial number.

    `str()` gives the form of GB/T 9704-2012 §7.2.5, with six-cornered
    brackets and no leading zero, whatever was printed.

    >>> str(DocumentNumber("新财社", 2020, 237))
    '新财社〔2020〕237号'
    """

    letters: str
    year: int
    serial: int
    printed: str = ""

    def __str__(self) -> str:
        return f"{self.letters}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class Basis:
    """依据: a document that the notice rests on.

    `upstream` is true for the notice that brings this money from the level
    above; false for methods, plans and laws. `status` is that notice's act.
    """

    number: DocumentNumber | None
    title: str
    status: Status | None
    upstream: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: one attachment, listed after the body or found as such.

    `label` is the printed number ("1", "3-2") or "" where there is none.
    """

    label: str
    title: str
    source: Source


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件清单: what the body lists, and what is really attached."""

    listed: tuple[Attachment, ...] = ()
    found: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class YearMention:
    """年度提法: a year that some part of the notice says the money is for.

    `role` is "title", "body", "attachment_list", "annex_title", "table",
    "target", "codes" (the classification's year) or "flag".
    """

    year: int
    role: str
    source: Source


@dataclass(frozen=True, slots=True)
class FundMention:
    """资金提法: a fund's name as some part of the notice prints it.

    `fund` and `sub_fund` are the canonical names of `core.funds`, or None
    where the words are not in the table. Roles as in `YearMention`.
    """

    printed: str
    fund: str | None
    sub_fund: str | None
    role: str
    source: Source

"""公开 publishing: a notice as the public may see it, and what was taken out of it.

Budget Law art. 14: transfers are published within 20 days, by region, special ones
by region and project. What must not be public stands as patterns in
`publication_words.csv`. Figures are left as they are; masked ones stay masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from zhida.core import funds
from zhida.core.notice.allocation import AllocationTable, RowKind
from zhida.core.notice.notice import Notice
from zhida.core.provenance import Source, Stated
from zhida.data import load

T = TypeVar("T")
_HIDDEN = ("telephone", "person", "account", "email")
_SCRUBBED = ("title", "paragraphs", "addressees", "allocation", "targets", "forms", "spending")
_SPECIAL = "special"


class PublicationRefused(ValueError):
    """不能公开: nothing was made. The message is a Chinese sentence with the reason."""


@dataclass(frozen=True, slots=True)
class Removal:
    """隐去: what was taken out: its kind in Chinese, the words, and where they stood."""

    kind: str
    words: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Publication:
    """公开稿: the notice without what must not be public, for a reviewer to release.

    `removals` is everything that was taken out, `doubts` what the reviewer should
    see to (no disclosure stated, no table by region, …), as Chinese sentences.
    """

    notice: Notice
    removals: tuple[Removal, ...]
    doubts: tuple[str, ...]


def publication(notice: Notice, *, copies: bool = True) -> Publication:
    """公开稿: of a notice. `copies` false leaves out the offices that only get a copy inside.

    Raises `PublicationRefused` for a notice that isn't to be published of its
    own accord, that is marked secret, or whose tables list persons.
    """
    _refuse(notice)
    removals: list[Removal] = []
    public = replace(
        notice,
        **{name: _scrub(getattr(notice, name), None, removals) for name in _SCRUBBED},
        copy_to=notice.copy_to if copies else _outside(notice, removals),
        obligations=(),
        repairs=(),
    )
    return Publication(public, tuple(removals), tuple(_doubts(notice)))


def personal_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """个人信息: what is a telephone, a person, an account or a mailbox in running words, in order.

    A pattern with a group "hidden" means only that part.

    >>> [kind for kind, pattern in personal_words() if pattern.search("联系人：王芳")]
    ['person']
    """
    return tuple((kind, _pattern(row["pattern"])) for kind in _HIDDEN for row in _rows(kind))


def _refuse(notice: Notice) -> None:
    told = notice.disclosure.value if notice.disclosure else ""
    for row in _rows("refuse_disclosure"):
        if re.search(row["pattern"], told):
            raise PublicationRefused(f"通知的公开方式是“{told}”，不主动公开")
    for paragraph in notice.paragraphs:
        for row in _rows("refuse_text"):
            if len(paragraph.value) < 20 and re.search(row["pattern"], paragraph.value):
                raise PublicationRefused(
                    f"{paragraph.source.describe()}有{row['title']}“{paragraph.value}”，不能公开"
                )
    for table in notice.allocation:
        for column in table.columns:
            for row in _rows("refuse_column"):
                if re.search(row["pattern"], column.header):
                    raise PublicationRefused(
                        f"分配表“{table.title}”有{row['title']}“{column.header}”，不能公开；"
                        "请先汇总到单位，再公开"
                    )


def _scrub(value: T, source: Source | None, removals: list[Removal]) -> T:
    """The value with every pattern taken out of its words, at any depth."""
    found: Any = value
    if isinstance(found, str):
        found = _without(found, source, removals)
    elif isinstance(found, tuple):
        found = tuple(_scrub(each, source, removals) for each in found)
    elif is_dataclass(found) and not isinstance(found, (Source, type)):
        place = getattr(found, "source", None) or source
        changed = {
            each.name: new
            for each in fields(found)
            if (old := getattr(found, each.name)) is not None
            and isinstance(old, (str, tuple))
            | (is_dataclass(old) and not isinstance(old, (Source, type)))
            and (new := _scrub(old, place, removals)) != old
        }
        found = replace(found, **changed) if changed else found
    cleaned: T = found
    return cleaned


def _without(text: str, source: Source | None, removals: list[Removal]) -> str:
    """The text without what the patterns find; of one with a group "hidden" only that goes."""
    for kind in _HIDDEN:
        for row in _rows(kind):
            pattern = _pattern(row["pattern"])
            group = "hidden" if "hidden" in pattern.groupindex else 0
            while hit := pattern.search(text):
                removals.append(Removal(row["title"], hit.group(group), source))
                text = text[: hit.start(group)] + row["replacement"] + text[hit.end(group) :]
    return text


def _outside(notice: Notice, removals: list[Removal]) -> tuple[Stated[str], ...]:
    """The copies that go outside the house."""
    kept = []
    inside = False
    for each in notice.copy_to:
        row = next((r for r in _rows("internal_copy") if re.search(r["pattern"], each.value)), None)
        # 本局预算处、国库处: what follows the first is of the same house
        inside = inside or row is not None
        if inside:
            removals.append(Removal("内部抄送单位", each.value, each.source))
        else:
            kept.append(each)
    return tuple(kept)


def _doubts(notice: Notice) -> Iterator[str]:
    if notice.disclosure is None:
        yield "通知没有写明公开方式，请确认可以主动公开"
    tables = [table for table in notice.allocation if _by_region(table)]
    if not tables:
        yield "没有分地区的分配表：转移支付应当分地区公开（预算法第十四条）"
    fund = funds.get(notice.fund.value) if notice.fund else None
    if fund and fund.transfer_kind == _SPECIAL and not (notice.projects or notice.spending):
        yield "专项转移支付应当分地区、分项目公开，通知没有项目"
    if notice.doc_number is None:
        yield "通知没有文号，请核对"


def _by_region(table: AllocationTable) -> bool:
    return any(row.kind is not RowKind.TOTAL and row.region is not None for row in table.rows)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words)


@cache
def _rows(kind: str) -> tuple[Mapping[str, str], ...]:
    return tuple(row for row in load("publication_words") if row["kind"] == kind)

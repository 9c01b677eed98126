"""对栏 columns: which printed heads are which columns of a known form, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from zhida.core.forms.shapes import FormShape, ShapeColumn, shapes, tables
from zhida.core.provenance import Source, Stated
from zhida.documents.parsing.normalise import clean

_LEAST_SHARE = 0.5
_MOST_TITLE_LINES = 3
_PLACEHOLDERS = {
    "place": r"[^()、]*?",
    "upper": r"[^财()]*?",
    "finance": r"[^()]*?财政[局厅部门]*",
    "lower": r"[^()、]*?",
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Matched:
    """对上的表式: a form's kind with the place in the table (from 1) of each of its columns.

    `places` has no entry for a column that isn't there; `others` are printed heads that
    belong to no column; `words` are the places named in the heads.
    """

    shape: FormShape
    places: Mapping[str, int]
    heads: Mapping[int, Stated[str]]
    others: tuple[Stated[str], ...]
    words: Mapping[str, str]

    @property
    def score(self) -> tuple[int, int]:
        """More columns found, then fewer missing, is the better match."""
        return len(self.places), -len(self.shape.columns) - len(self.others)


def match(heads: Mapping[int, Stated[str]], kind: str = "", title: str = "") -> Matched | None:
    """对表式: the kind of form that heads by place belong to, None where they belong to none.

    `kind` is the form's own word for it, where it has one; a `title` that fits decides
    between kinds with the same columns.
    """
    wanted = [shapes()[kind]] if kind in shapes() else tables()
    found = [_matched(each, heads) for each in wanted]
    good = [
        each
        for each in found
        if len(each.places) >= _LEAST_SHARE * len(each.shape.columns) and each.places
    ]
    return max(good, key=lambda each: (_fits(each.shape, title), each.score), default=None)


def plain(text: str) -> str:
    """A head or title without blanks and in half-width signs, to be compared.

    >>> plain("下达（拨付） 金额")
    '下达(拨付)金额'
    """
    return re.sub(r"\s", "", clean(text).text).replace("（", "(").replace("）", ")")


def title_of(lines: Sequence[str]) -> str:
    """表名: of the lines above a table; what a letter says before it is none of it.

    The last lines that together are a known form's title, else all of a few lines.

    >>> title_of(["请认真填报。", "甲县转移支付资金使用", "和执行进度季报表"])
    '甲县转移支付资金使用和执行进度季报表'
    """
    texts = [re.sub(r"\s", "", line) for line in lines]
    for count in range(1, _MOST_TITLE_LINES + 1):
        title = "".join(texts[-count:])
        if any(_fits(each, title) for each in tables()):
            return title
    return "".join(texts[-_MOST_TITLE_LINES:])


def title_words(shape: FormShape, title: str) -> dict[str, str]:
    """The places that a title names."""
    found = re.fullmatch(_pattern(shape.title), plain(title))
    return {name: text for name, text in found.groupdict().items() if text} if found else {}


def _fits(shape: FormShape, title: str) -> bool:
    return bool(title) and re.fullmatch(_pattern(shape.title), plain(title)) is not None


def _matched(shape: FormShape, heads: Mapping[int, Stated[str]]) -> Matched:
    places: dict[str, int] = {}
    words: dict[str, str] = {}
    left = dict(heads)
    for column in shape.columns:
        for place, head in left.items():
            found = _named(column, head.value)
            if found is not None:
                places[column.key] = place
                words = {**found, **words}
                del left[place]
                break
    return Matched(shape, places, heads, tuple(left.values()), words)


def _named(column: ShapeColumn, head: str) -> dict[str, str] | None:
    """The places named in a head, None where it isn't this column's."""
    text = plain(head)
    for pattern in _patterns(column):
        if found := re.fullmatch(pattern, text):
            return {name: word for name, word in found.groupdict().items() if word}
    return None


@cache
def _patterns(column: ShapeColumn) -> tuple[str, ...]:
    """The whole path of heads, and the last one alone, as a flattened table leaves it."""
    whole, last = "/".join(column.header), column.header[-1]
    by = f"（{column.filled_by}）" if column.filled_by else ""
    return tuple(dict.fromkeys(_pattern(each, by) for each in (whole, last)))


@cache
def _pattern(template: str, by: str = "") -> str:
    """A pattern of a head: its places named, who fills it in brackets or left out."""
    seen: set[str] = set()

    def part(text: str) -> str:
        made, end = "", 0
        for found in _PLACEHOLDER.finditer(text):
            name = found.group(1)
            made += re.escape(plain(text[end : found.start()]))
            made += (
                f"(?P<{name}>{_PLACEHOLDERS[name]})" if name not in seen else _PLACEHOLDERS[name]
            )
            seen.add(name)
            end = found.end()
        return made + re.escape(plain(text[end:]))

    return f"{part(template)}(?:{part(by)})?"


def moved(matched: Matched) -> Sequence[tuple[ShapeColumn, ShapeColumn, Source]]:
    """移位: columns that don't stand in the form's order: which, before which, and where.

    The longest run of columns in order stays; the others have moved.

    >>> from zhida.core.forms.shapes import shape
    >>> heads = {at: Stated("/".join(c.header), Source("表.docx", column=at))
    ...     for at, c in enumerate(shape("quarterly").columns, 1)}
    >>> heads[6], heads[7] = heads[7], heads[6]
    >>> [(each.key, before.key) for each, before, _ in moved(match(heads))]
    [('passed', 'period_paid')]
    """
    there = [each for each in matched.shape.columns if each.key in matched.places]
    places = [matched.places[each.key] for each in there]
    kept = _longest_run(places)
    result = []
    for at, each in enumerate(there):
        if at in kept:
            continue
        after = there[at + 1] if at + 1 < len(there) else there[at - 1]
        result.append((each, after, matched.heads[matched.places[each.key]].source))
    return result


def _longest_run(places: Sequence[int]) -> frozenset[int]:
    """The indices of a longest increasing run."""
    best: list[list[int]] = []
    for at, place in enumerate(places):
        before = [each for each in best if places[each[-1]] < place]
        run: list[int] = max(before, key=len, default=[])
        best.append([*run, at])
    longest: list[int] = max(best, key=len, default=[])
    return frozenset(longest)

"""版记 imprint: signature, dates, copies and disclosure at the end of a letter."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence

import regex

from zhida.core.provenance import Stated
from zhida.documents.parsing.letter.bodies import bodies_of
from zhida.documents.parsing.letter.dates import dates_in
from zhida.documents.parsing.letter.passages import Passage, joined
from zhida.documents.parsing.letter.words import any_of, pairs


def printed_date(lines: Sequence[Passage]) -> Stated[datetime.date] | None:
    """印发日期: the day on the line that ends in 印发."""
    for line in lines:
        if "印发" in line.text:
            for found in reversed(dates_in(line.text)):
                if found.value.date and line.text[found.end :].startswith("印发"):
                    return Stated(found.value.date, line.place(found.start, found.end))
    for line, following in itertools.pairwise(lines):
        whole = joined((line, following))
        both = dates_in(whole.text) if following.text.endswith("印发") else ()
        if both and both[-1].value.date and whole.text[both[-1].end :] == "印发":
            return Stated(both[-1].value.date, whole.place(both[-1].start, both[-1].end))
    return None


def signed_date(lines: Sequence[Passage]) -> Stated[datetime.date] | None:
    """成文日期: the day under the signature: a line that is a date, or ends in one."""
    found: Stated[datetime.date] | None = None
    for at, line in enumerate(lines):
        dates = [d for d in dates_in(line.text) if d.value.date]
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if not dates or "印发" in line.text or following == "印发":
            continue
        last = dates[-1]
        before = line.text[: last.start].strip(" :")
        alone = len(line.text) - last.end <= 1 and (not before or bodies_of(before))
        labelled = regex.match(r"(?:成文|发文|签发|制发)日期", before)
        if (alone or labelled) and last.value.date and found is None:
            found = Stated(last.value.date, line.place(last.start, last.end))
    return found


def signature(lines: Sequence[Passage]) -> Iterator[Stated[str]]:
    """署名: the bodies that sign, the office that prints left out."""
    for line in lines:
        dates = dates_in(line.text)
        words = line.text[: dates[0].start].strip() if dates else line.text
        if "印发" in line.text or _LABEL.match(line.text):
            continue
        for start, end in bodies_of(words):
            if not words[start:end].endswith(("办公室", "办公厅")):
                yield line.stated(start, end)


def copies(lines: Sequence[Passage]) -> tuple[Stated[str], ...]:
    """抄送: everyone on the lines 抄送 and 抄报, as printed; broken lines are one."""
    lists: list[list[Passage]] = []
    open_list = False
    for line in lines:
        label = _COPY.match(line.text)
        if label:
            lists.append([line.slice(label.end(), len(line.text))])
            open_list = True
        elif open_list and _goes_on(line.text):
            lists[-1].append(line)
        else:
            open_list = False
    return tuple(item for each in lists for item in _items(joined(each)))


def disclosure(lines: Sequence[Passage]) -> Stated[str] | None:
    """公开方式: 主动公开, 依申请公开 or 不予公开, whatever words say it.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> disclosure([passage_of("（此件公开发布）", Source("x"))]).value
    '主动公开'
    """
    for line in lines:
        if not _OPENNESS.search(line.text):
            continue
        for word, meaning in pairs("disclosure"):
            at = line.text.find(word)
            if at >= 0:
                return Stated(meaning, line.place(at, at + len(word)))
    return None


def _goes_on(text: str) -> bool:
    """Whether a line can be the rest of a list of copies."""
    return not (_LABEL.match(text) or text.endswith("印发") or dates_in(text) or bodies_of(text))


def _items(line: Passage) -> Iterator[Stated[str]]:
    text, begin = line.text, 0
    stop = _LIST_END.search(text)
    end = stop.start() if stop else len(text)
    flat = _BRACKETED.sub(lambda found: "〇" * len(found.group()), text)
    start = begin
    for mark in [
        *(m.start() for m in regex.finditer("[,、;]", flat) if begin <= m.start() < end),
        end,
    ]:
        item = line.slice(start, mark).stripped(" 。.,;")
        if item.text:
            yield item.stated()
        start = mark + 1


_COPY = regex.compile(r"抄 ?[送报] ?[:：]|主报[:]")
_LABEL = regex.compile(rf"{any_of('imprint_labels')} ?:|\(?此件")
_LIST_END = regex.compile(r"。|\d{4}年\d{1,2}月|信息公开|公开方式|抄[送报]:")
_BRACKETED = regex.compile(r"\([^()]*\)")
_OPENNESS = regex.compile("公开|此件")

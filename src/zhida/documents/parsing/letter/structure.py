"""结构 structure: which line of a letter is what: head, title, addressees, body, end.

fragments → title → number and letterhead above, addressees below
          → body to the list of attachments, the signature or the imprint → paragraphs
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from zhida.core.regions import is_place_name
from zhida.documents.parsing.letter.bodies import bodies_of
from zhida.documents.parsing.letter.dates import dates_in
from zhida.documents.parsing.letter.joining import paragraphs_of
from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.documents.parsing.letter.passages import Passage, joined
from zhida.documents.parsing.letter.splitting import signature_start
from zhida.documents.parsing.letter.title import FoundTitle, title_at, title_start
from zhida.documents.parsing.letter.words import any_of

_MOST_ADDRESSEE_LINES = 12
_MOST_ISSUER_LINES = 6
_LONGEST_CUT = 12


@dataclass(frozen=True, slots=True)
class Structure:
    """结构: the parts of a letter in the order in which they stand.

    `head` is everything above the title and between title and addressees;
    `attachments` the lines of the list, `tail` signature, date and imprint.
    """

    head: tuple[Passage, ...]
    title: Passage | None
    addressees: Passage | None
    body: tuple[Passage, ...]
    attachments: tuple[Passage, ...]
    tail: tuple[Passage, ...]


def structure_of(fragments: tuple[Passage, ...]) -> Structure:
    """Tell the parts of a letter apart; whatever is not there is empty or None."""
    title = _find_title(fragments)
    if title is not None:
        title = _with_bodies_above(title, fragments)
    above: list[Passage] = list(fragments[: title.first]) if title else []
    rest: list[Passage] = list(fragments[title.last + 1 :] if title else fragments)
    if title and title.before.text:
        above.append(title.before)
    if title and title.after.text:
        number, after = _number_first(title.after)
        above.extend(number)
        rest[:0] = after
    between, addressees, rest = _addressees(rest)
    if title is None:
        above, between = [*above, *between], []
    lines, attachments, tail = _divide(rest)
    return Structure(
        (*above, *between),
        title.passage if title else None,
        addressees,
        paragraphs_of(lines),
        tuple(attachments),
        tuple(tail),
    )


def _number_first(line: Passage) -> tuple[list[Passage], list[Passage]]:
    """What follows a title on its line: the number that it begins with, and the rest."""
    numbers = document_numbers_in(line.text[:40])
    if not numbers or numbers[0].start > 1:
        return [], [line]
    end = numbers[0].end
    rest = line.slice(end, len(line.text)).stripped(" )")
    return [line.slice(0, end)], [rest] if rest.text else []


def _find_title(fragments: tuple[Passage, ...]) -> FoundTitle | None:
    """The last title that stands before the body: pages print it above the document too."""
    best: FoundTitle | None = None
    for index, fragment in enumerate(fragments):
        found = title_at(fragments, index) or _title_across_lines(fragments, index)
        if found and (best is None or index > best.last) and (found.whole or best is None):
            best = found
        if best and index > best.last and is_sentence(fragment.text):
            break
        if is_sentence(fragment.text) and found is None and best:
            break
    return best


def _title_across_lines(fragments: tuple[Passage, ...], index: int) -> FoundTitle | None:
    """A title whose 关于, or the body before it, was cut in two by the end of a line."""
    text = fragments[index].text
    cut = text.startswith("于") and fragments[index - 1].text.endswith("关")
    if not index or not (cut or 0 < text.find("关于") <= _LONGEST_CUT):
        return None
    lines = (joined(fragments[index - 1 : index + 1]), *fragments[index + 1 : index + 9])
    found = title_at(lines, 0)
    if found is None or not found.whole:
        return None
    return replace(found, first=index - 1, last=index + found.last)


def _with_bodies_above(title: FoundTitle, fragments: tuple[Passage, ...]) -> FoundTitle:
    """The title with the issuers on the lines above it, if the number stands above these."""
    best = title
    for first in range(title.first - 1, max(-1, title.first - _MOST_ISSUER_LINES), -1):
        lines = fragments[first : title.first]
        numbered = any(document_numbers_in(f.text) for f in fragments[:first])
        cut = any(not bodies_of(line.text) for line in lines)
        if title.before.text or not (numbered or cut):
            continue
        whole = joined((*lines, title.passage))
        if title_start(whole.text) == 0 and whole.text.find("关于") > title.passage.text.find(
            "关于"
        ):
            best = replace(title, passage=whole, first=first)
    return best


def is_sentence(text: str) -> bool:
    """Whether a line is running text and not one of the formal lines of the head."""
    return "。" in text or bool(_OPENING.match(text) and len(text) > 14)


def _addressees(lines: list[Passage]) -> tuple[list[Passage], Passage | None, list[Passage]]:
    """The lines before the addressees, the addressees, and what follows."""
    for first in range(min(len(lines), _MOST_ADDRESSEE_LINES)):
        text = lines[first].text
        if _looks_formal(text):
            continue
        for last in range(first, min(first + _MOST_ADDRESSEE_LINES, len(lines))):
            whole = joined(lines[first : last + 1])
            head, colon, _ = whole.text.partition(":")
            if colon:
                if not is_addressee_list(head):
                    break
                after = whole.slice(len(head) + 1, len(whole.text)).stripped()
                rest = [after] if after.text else []
                return lines[:first], whole.slice(0, len(head)), [*rest, *lines[last + 1 :]]
            if is_sentence(lines[last].text):
                break
        if is_sentence(text):
            break
    return _addressees_without_colon(lines)


def _addressees_without_colon(
    lines: list[Passage],
) -> tuple[list[Passage], Passage | None, list[Passage]]:
    for index, line in enumerate(lines[:_MOST_ADDRESSEE_LINES]):
        if is_sentence(line.text):
            if (
                index
                and is_addressee_list(lines[index - 1].text)
                and not _looks_formal(lines[index - 1].text)
            ):
                return lines[: index - 1], lines[index - 1], lines[index:]
            return lines[:index], None, lines[index:]
    return [], None, lines


def is_addressee_list(text: str) -> bool:
    """Whether every item of a list can be sent a letter.

    >>> is_addressee_list("各区、县财政局,高新区财政与国资管理局")
    True
    >>> is_addressee_list("韶关、湛江市财政局")
    True
    >>> is_addressee_list("现将有关事项通知如下"), is_addressee_list("单位")
    (False, False)
    """
    if not 2 < len(text) <= 600 or "。" in text or _NOT_ADDRESSED.search(text):
        return False
    if document_numbers_in(text):
        return False
    items = [item for item in regex.split(r"[、,;]", _BRACKETED.sub("", text)) if item]
    good = sum(bool(_ADDRESSED.search(item)) or is_place_name(item) for item in items)
    return bool(items) and bool(_ADDRESSED.search(items[-1])) and good * 3 >= len(items) * 2


def _looks_formal(text: str) -> bool:
    """A line that may stand between title and addressees: number, date, furniture."""
    if _FURNITURE.match(text):
        return True
    numbers = document_numbers_in(text)
    if numbers and len(text) - (numbers[0].end - numbers[0].start) <= 6:
        return True
    return _is_date(text)


def _divide(
    lines: list[Passage],
) -> tuple[list[Passage], list[Passage], list[Passage]]:
    """Body, list of attachments, and the end."""
    body: list[Passage] = []
    attachments: list[Passage] = []
    tail: list[Passage] = []
    zone = body
    for index, line in enumerate(lines):
        if is_attachment_head(line.text) and zone is not attachments and not attachments:
            zone = attachments
        elif _ends_letter(line.text) or (body and _is_signature(lines, index)):
            zone = tail
        elif zone is tail and not attachments and _resumes(line.text):
            zone = body
        elif zone is attachments and _FURNITURE.match(line.text):
            zone = tail
        zone.append(line)
    attachments, signed = _without_signature(attachments)
    return body, attachments, [*signed, *tail]


def _without_signature(lines: list[Passage]) -> tuple[list[Passage], list[Passage]]:
    """The list of attachments, and a signature that goes on on its last line."""
    if not lines:
        return [], []
    whole = joined(lines)
    cut = signature_start(whole)
    kept: list[Passage] = []
    at = 0
    for line in lines:
        if not cut or at < cut:
            kept.append(line.slice(0, cut - at) if cut else line)
        at += len(line.text)
    return kept, [whole.slice(cut, len(whole.text)).stripped()] if cut else []


def is_attachment_head(text: str) -> bool:
    """Whether a line begins the list of attachments."""
    return bool(_ATTACHMENTS.match(text))


def _ends_letter(text: str) -> bool:
    return bool(_IMPRINT.match(text)) or (
        len(text) <= 40 and text.endswith("印发") and bool(dates_in(text))
    )


def _is_signature(lines: list[Passage], index: int) -> bool:
    """A line of bodies or a date, with nothing of the body behind it."""
    text = lines[index].text
    if not (_is_date(text) or bodies_of(text) or _signed_and_dated(text)):
        return False
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return (
        not following
        or _is_date(following)
        or bool(bodies_of(following))
        or _ends_letter(following)
        or is_attachment_head(following)
        or _FURNITURE.match(following) is not None
        or _is_date(text)
    )


def _signed_and_dated(text: str) -> bool:
    dates = dates_in(text)
    return (
        len(dates) == 1
        and dates[0].end == len(text)
        and dates[0].value.day is not None
        and bool(bodies_of(text[: dates[0].start].strip()))
    )


def _is_date(text: str) -> bool:
    dates = dates_in(text)
    return len(dates) == 1 and dates[0].end - dates[0].start >= len(text) - 2


def _resumes(text: str) -> bool:
    return bool(_CLAUSE.match(text)) and len(text) > 20


_OPENING = regex.compile(any_of("body_openings"))
_FURNITURE = regex.compile(rf"[【\[(]?{any_of('furniture')}")
_ATTACHMENTS = regex.compile(
    r"\(?附件(?:[一1](?=[:.、.])|\d(?=:))?[:：]|附件[1一]?\.|附件$|附[:](?!\d)"
)
_IMPRINT = regex.compile(
    rf"{any_of('imprint_labels')} ?:|\(?此件|(?:依申请|主动|不予)公开$|\(?联系人"
)
_CLAUSE = regex.compile(r"[一二三四五六七八九十]{1,3}、")
_BRACKETED = regex.compile(r"\([^()]*\)")
_NOT_ADDRESSED = regex.compile(any_of("never_addressed"))
_ADDRESSED = regex.compile(any_of("addressee_ends") + "$")

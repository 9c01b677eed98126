"""应办事项 actions: the stretches of a sentence that say what is to be done, and by when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from zhida.core.notice import Deadline, DeadlineKind
from zhida.documents.parsing.letter.clauses import Span, clauses
from zhida.documents.parsing.letter.deadlines import deadlines_in, unstated_in
from zhida.documents.parsing.letter.islands import Island
from zhida.documents.parsing.letter.words import any_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """一段: the clauses of a sentence that share their due dates (none, one, or a list)."""

    span: Span
    dues: tuple[Island[Deadline], ...]

    @property
    def due_span(self) -> Span | None:
        """The words of all its due dates together."""
        return Span(self.dues[0].start, self.dues[-1].end) if self.dues else None


def stretches(
    plain: str, sentence: Span, year: int | None, signed: datetime.date | None
) -> Iterator[Stretch]:
    """The stretches of a sentence: a new one begins at a due date or at a new request."""
    dues = _dues(plain, sentence, year, signed)
    parts = list(clauses(plain, sentence))
    if not parts:
        return
    starts = [0]
    for index, part in enumerate(parts[1:], 1):
        held = any(part.start <= due.start < part.end for due in dues)
        earlier = any(due.start < part.start for due in dues)
        if (held and earlier) or _ANEW.search(part.of(plain)):
            starts.append(index)
    for first, last in zip(starts, [*starts[1:], len(parts)], strict=True):
        span = Span(parts[first].start, parts[last - 1].end)
        own = tuple(due for due in dues if span.start <= due.start < span.end)
        yield Stretch(span, own or tuple(_after_doing(plain, span)))


def actions_in(plain: str, stretch: Stretch) -> list[Span]:
    """The clauses that say what is to be done: the first with a duty, and what goes with it."""
    due = stretch.due_span
    found: list[Span] = []
    for clause in clauses(plain, stretch.span):
        words = clause.of(plain)
        if found and (_OTHER_SUBJECT.match(words) or _OTHER_TIME.match(words)):
            break
        if is_duty(words, dated=due is not None and clause.end > due.start):
            found.append(_from_due(plain, clause, due))
        elif found and not _goes_on(words):
            break
    return [each for each in found if each.end - each.start > 1]


def is_duty(words: str, *, dated: bool) -> bool:
    """Whether a clause asks for a real action; beside a due date more verbs do.

    >>> is_duty("报送支出进度", dated=False), is_duty("完成支出", dated=False)
    (True, False)
    >>> is_duty("完成支出", dated=True), is_duty("未报送的", dated=True)
    (True, False)
    """
    patterns = [_DUTY]
    if dated:
        patterns.append(_DATED)
    elif unstated_in(words):
        patterns.append(_PROMPT)
    return any(_asks(words, found) for p in patterns for found in p.finditer(words))


def trimmed(plain: str, clause: Span) -> Span:
    """The clause from its action on, without subject, 请 and the like."""
    text = clause.of(plain)
    start = _after(_LEAD, text, 0)
    end = len(text.rstrip(",。;!? "))
    subject = _SUBJECT_LEAD.match(text[start:end])
    if subject and subject.end() < end - start:
        start = _after(_LEAD, text, start + subject.end())
    return Span(clause.start + start, clause.start + max(start, end))


def printed_words(printed: str, action: Span, due: Span | None) -> str:
    """The printed words of an action without those of its due dates."""
    if due is None or not action.start <= due.start < action.end:
        return action.of(printed).strip(_ENDS)
    before = printed[action.start : due.start].rstrip(_BEFORE_DUE)
    return (before + printed[due.end : action.end]).strip(_ENDS)


def promptness(plain: str, actions: Sequence[Span]) -> Deadline:
    """及时 and the like beside an action without a date."""
    begin = max(plain.rfind(mark, 0, actions[0].start) for mark in ",。;") + 1
    found = unstated_in(plain[begin : actions[-1].end])
    return found.value if found else Deadline(DeadlineKind.UNSTATED, "")


def _dues(
    plain: str, sentence: Span, year: int | None, signed: datetime.date | None
) -> list[Island[Deadline]]:
    found = [
        Island(sentence.start + due.start, sentence.start + due.end, due.value)
        for due in deadlines_in(sentence.of(plain), year, signed)
    ]
    return [due for due in found if not _IN_BRACKETS.search(plain, sentence.start, due.start)]


def _after_doing(plain: str, span: Span) -> Iterator[Island[Deadline]]:
    """完成…后请…: due when something is done, with no number of days."""
    found = _AFTER_DOING.match(span.of(plain))
    if found is not None:
        deadline = Deadline(DeadlineKind.AFTER_EVENT, found.group(), event=found["event"])
        yield Island(span.start, span.start + found.end(), deadline)


def _from_due(plain: str, clause: Span, due: Span | None) -> Span:
    """The action of a clause: behind its due date, with the object that stands before it."""
    if due is None or not clause.start <= due.start < clause.end:
        start = max(clause.start, due.end) if due and due.start < clause.end else clause.start
        return trimmed(plain, Span(min(start, clause.end), clause.end))
    lead = trimmed(plain, Span(clause.start, due.start))
    whole = trimmed(plain, clause)
    words = lead.of(plain)
    if _FRONTED.match(words) and not _SUBJECT_LEAD.fullmatch(words):
        return Span(lead.start, whole.end)
    return trimmed(plain, Span(min(due.end, clause.end), clause.end))


def _asks(words: str, found: regex.Match[str]) -> bool:
    when = _WHEN.search(words)
    if when and found.end() <= when.start():
        return False
    before = words[max(0, found.start() - 4) : found.start()]
    noun = _NOUN.match(words, found.end()) or _PROGRESS.match(words, found.start())
    return not _TURNED.search(before) and noun is None


def _goes_on(words: str) -> bool:
    return (
        bool(_DUTY.search(words))
        and not _TURNED.search(words[:4])
        and not _OTHER_SUBJECT.match(words)
    )


def _after(pattern: regex.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


_ENDS = "，,。；; "
_BEFORE_DUE = "请应须要于在，, "
_IN_BRACKETS = regex.compile(r"\([^()]*$")
_ANEW = regex.compile(
    r"^(?:同时|另|此外|并)?[^,]{0,14}?(?:后)?请(?!示|于|在\d)|^(?:同时|另外|此外)"
)
_AFTER_DOING = regex.compile(r"(?P<event>完成[^,。;]{2,16}?)后[,]?(?=请|及时|应|须|将|报|向)")
_DUTY = regex.compile(any_of("duty_verbs"))
_DATED = regex.compile(
    any_of("dated_verbs")
    + r"|(?:报(?!告|表|账|销)|送)(?=[\u4e00-\u9fff]{0,14}[局厅委部处科股室办府])"
)
_PROMPT = regex.compile(any_of("prompt_verbs"))
_TURNED = regex.compile(any_of("not_a_duty") + "$|^(?:未|如|若|凡|逾期|对)")
_NOUN = regex.compile("的|情况|口径|时间|如下|机制|制度|工作的|质量|率|方式|标准|要求")
_OTHER_TIME = regex.compile("半年|每[年季月半]|一年")
_PROGRESS = regex.compile("(?:支出|执行|拨付|支付|使用|分配)进度")
_WHEN = regex.compile("时(?:不得|应|须|要|请|[,]|$)|(?:前|后)(?:不得)")
_FRONTED = regex.compile(
    r"(?:将|把)[^,]{2,}|(?!确保|力争|按|根据|依据|对照|严格|认真|会同|联合|结合|通过|经|从|自)[\u4e00-\u9fff()]{2,24}"
    r"(?:请|应|须|要|务必)?$"
)
_LEAD = regex.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|并且|并|且|同时|另外|此外|请|应当|应|须|需|务必|要|必须|"
    r"据此|接此|收到本?通?知?文?件?后|认真|切实|严格|及时|按时|按期|尽快|尽早|抓紧|于|,| )+"
)
_SUBJECT_LEAD = regex.compile(
    r"(?![向将把对在至给从])(?:你[^,]{0,12}?|各[^,]{0,30}?|[^,]{0,20}?[局厅委部办处科单位门政府](?:\([^()]*\))?)"
    rf"(?={any_of('subject_ends')}|$)"
)
_OTHER_SUBJECT = regex.compile(r"[\u4e00-\u9fff]{2,16}[局厅委部](?:审核|汇总|审定|将|负责|统一)")

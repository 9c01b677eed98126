"""义务 obligations: who owes what to whom by when, from running text.

passage → sentences → due dates and verbs of duty → one duty a due date,
or one a sentence without a date → what follows from neglect
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from zhida.core.notice import Deadline, DeadlineKind, Obligation
from zhida.core.provenance import Stated
from zhida.documents.parsing.letter.clauses import Span, clauses, hidden, sentences
from zhida.documents.parsing.letter.deadlines import deadlines_in, unstated_in
from zhida.documents.parsing.letter.islands import Island
from zhida.documents.parsing.letter.parties import receiver_in, subject_in
from zhida.documents.parsing.letter.passages import Passage, passage_of
from zhida.documents.parsing.letter.words import any_of, lines


def obligations_in(
    text: Passage | Stated[str],
    year: int | None = None,
    signed: datetime.date | None = None,
) -> tuple[Obligation, ...]:
    """义务: every duty that a paragraph or a note lays on its readers.

    A duty is a real action (报送, 挂接, 填报 …) or any action with a due date.
    `who` is None where the text names nobody: then it is the addressees.

    >>> from zhida.core.provenance import Source
    >>> note = Stated("请各县于每月5日前，将支出进度反馈至市财政局社保科。", Source("x"))
    >>> duty, = obligations_in(note, 2023)
    >>> duty.who, duty.what, duty.to_whom, duty.due.recurrence
    ('各县', '将支出进度反馈至市财政局社保科', '市财政局社保科', 'monthly')
    """
    passage = text if isinstance(text, Passage) else _passage(text)
    plain = hidden(passage.text)
    duties: list[Obligation] = []
    soft: list[Obligation] = []
    carried: str | None = None
    for sentence in sentences(plain):
        consequence = _consequence(plain, sentence)
        stop = consequence.start if consequence else sentence.end
        found = list(_duties(passage, plain, Span(sentence.start, stop), year, signed))
        if found and carried and found[0].who is None:
            found = [replace(each, who=each.who or carried) for each in found]
        duties += found
        carried = _carried(plain, sentence, found)
        if consequence:
            words = passage.printed[consequence.start : consequence.end].strip("。；;,， ")
            owed = duties or soft[-1:]
            duties = [*duties[:-1], *(_with_consequence(each, words) for each in owed[-1:])]
            soft = []
        else:
            soft += _soft_duty(passage, plain, sentence)
    return tuple(duties)


def _carried(plain: str, sentence: Span, found: Sequence[Obligation]) -> str | None:
    """The one who was asked, for the next sentence, if only a semicolon parts them."""
    if not plain[: sentence.end].endswith(";"):
        return None
    return next((each.who for each in reversed(found) if each.who), None)


def _duties(
    passage: Passage,
    plain: str,
    sentence: Span,
    year: int | None,
    signed: datetime.date | None,
) -> Iterator[Obligation]:
    if _OF_OTHERS.search(sentence.of(plain)) or _IN_CASE.match(sentence.of(plain)):
        return
    for group, due in _groups(plain, sentence, year, signed):
        action = _action(plain, group, due)
        if not action:
            continue
        what = "，".join(_words(passage, plain, each, due) for each in action)
        if not what:
            continue
        deadline = (
            replace(due.value, text=passage.printed[due.start : due.end])
            if due
            else _unstated(plain, action)
        )
        yield Obligation(
            subject_in(passage, plain, Span(sentence.start, action[0].end)),
            what,
            receiver_in(passage, plain, Span(action[0].start, action[-1].end)),
            deadline,
            None,
            passage.place(group.start, group.end),
        )


def _groups(
    plain: str, sentence: Span, year: int | None, signed: datetime.date | None
) -> Iterator[tuple[Span, Island[Deadline] | None]]:
    """The stretches of a sentence that hold one duty each, with its due date."""
    dues = [
        Island(sentence.start + due.start, sentence.start + due.end, due.value)
        for due in deadlines_in(sentence.of(plain), year, signed)
    ]
    dues = [due for due in dues if not _IN_BRACKETS.search(plain[sentence.start : due.start])]
    parts = list(clauses(plain, sentence))
    if not parts:
        return
    starts = [0]
    for index, part in enumerate(parts):
        held = [due for due in dues if part.start <= due.start < part.end]
        earlier = [due for due in dues if due.start < part.start]
        anew = _ANEW.search(part.of(plain)) and index
        if index and ((held and earlier) or anew):
            starts.append(index)
    for first, last in zip(starts, [*starts[1:], len(parts)], strict=True):
        group = Span(parts[first].start, parts[last - 1].end)
        due = next((due for due in dues if group.start <= due.start < group.end), None)
        yield group, due or _after_doing(plain, group)


def _after_doing(plain: str, group: Span) -> Island[Deadline] | None:
    """完成…后请…: due when something is done, with no number of days."""
    found = _AFTER_DOING.match(group.of(plain))
    if found is None:
        return None
    deadline = Deadline(DeadlineKind.AFTER_EVENT, found.group(), event=found["event"])
    return Island(group.start, group.start + found.end(), deadline)


def _action(plain: str, group: Span, due: Island[Deadline] | None) -> list[Span]:
    """The clauses that say what is to be done: the first with a duty, and what goes with it."""
    dated = due is not None and (due.value.kind is not DeadlineKind.UNSTATED)
    found: list[Span] = []
    for clause in clauses(plain, group):
        words = clause.of(plain)
        start = max(clause.start, due.end) if due and due.start < clause.end else clause.start
        after_due = due is not None and clause.end > due.start
        if _is_duty(words, dated=dated and after_due):
            found.append(_trimmed(plain, Span(min(start, clause.end), clause.end), words))
        elif found and not _goes_on(words):
            break
    return [each for each in found if each.end - each.start > 1]


def _is_duty(words: str, *, dated: bool) -> bool:
    patterns = [_DUTY]
    if dated:
        patterns.append(_DATED)
    elif unstated_in(words):
        patterns.append(_PROMPT)
    for pattern in patterns:
        for found in pattern.finditer(words):
            before = words[max(0, found.start() - 4) : found.start()]
            after = words[found.end() : found.end() + 2]
            when = _WHEN.search(words)
            if when and found.end() <= when.start():
                continue
            if not _TURNED.search(before) and not _NOUN.match(after):
                return True
    return False


def _goes_on(words: str) -> bool:
    return (
        bool(_DUTY.search(words))
        and not _TURNED.search(words[:4])
        and not _OTHER_SUBJECT.match(words)
    )


def _trimmed(plain: str, clause: Span, words: str) -> Span:
    """The clause from its action on, without subject, 请 and the like."""
    text = clause.of(plain)
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    end = len(text.rstrip(",。;!? "))
    subject = _SUBJECT_LEAD.match(text[start:end])
    if subject and subject.end() < end - start:
        start += subject.end()
        lead = _LEAD.match(text[start:end])
        start += lead.end() if lead else 0
    return Span(clause.start + start, clause.start + max(start, end))


def _words(passage: Passage, plain: str, action: Span, due: Island[Deadline] | None) -> str:
    """The printed words of an action without those of its due date."""
    words = passage.printed
    if due and action.start <= due.start < action.end:
        text = words[action.start : due.start] + words[due.end : action.end]
    else:
        text = words[action.start : action.end]
    return text.strip("，,。；; ")


def _unstated(plain: str, action: Sequence[Span]) -> Deadline:
    begin = max(plain.rfind(mark, 0, action[0].start) for mark in ",。;") + 1
    found = unstated_in(plain[begin : action[-1].end])
    return found.value if found else Deadline(DeadlineKind.UNSTATED, "")


def _consequence(plain: str, sentence: Span) -> Span | None:
    """The clauses of a sentence that say what follows from neglect."""
    parts = list(clauses(plain, sentence))
    hits = [index for index, part in enumerate(parts) if _CONSEQUENCE.search(part.of(plain))]
    if not hits:
        return None
    first = hits[0]
    while first and _CONDITION.search(parts[first - 1].of(plain)):
        first -= 1
    return Span(parts[first].start, sentence.end)


def _with_consequence(duty: Obligation, words: str) -> Obligation:
    said = f"{duty.consequence}；{words}" if duty.consequence else words
    return replace(duty, consequence=said)


def _soft_duty(passage: Passage, plain: str, sentence: Span) -> Iterator[Obligation]:
    """A general request, kept in case that a consequence follows."""
    parts = [part for part in clauses(plain, sentence) if _SOFT.search(part.of(plain))]
    if not parts or "请" not in sentence.of(plain):
        return
    spans = [_trimmed(plain, part, part.of(plain)) for part in parts]
    what = "，".join(passage.printed[s.start : s.end].strip("，,。；; ") for s in spans)
    yield Obligation(
        subject_in(passage, plain, Span(sentence.start, spans[0].end)),
        what,
        None,
        Deadline(DeadlineKind.UNSTATED, ""),
        None,
        passage.place(parts[0].start, parts[-1].end),
    )


def _passage(stated: Stated[str]) -> Passage:
    return passage_of(stated.value, stated.source)


_IN_BRACKETS = regex.compile(r"\([^()]*$")
_ANEW = regex.compile(r"^(?:同时|另|此外|并)?[^,]{0,14}?(?:后)?请(?!示)|^(?:同时|另外|此外)")
_AFTER_DOING = regex.compile(r"(?P<event>完成[^,。;]{2,16}?)后[,]?(?=请|及时|应|须|将|报|向)")
_DUTY = regex.compile(any_of("duty_verbs"))
_DATED = regex.compile(any_of("dated_verbs"))
_PROMPT = regex.compile(any_of("prompt_verbs"))
_SOFT = regex.compile(
    "^(?:请|要|并|认真|切实|严格|进一步|[^,]{0,12}?请[^,]{0,12}?)?" + any_of("soft_verbs")
)
_TURNED = regex.compile(any_of("not_a_duty") + "$|^(?:未|如|若|凡|逾期|对)")
_NOUN = regex.compile("的|情况|口径|时间|如下|机制|制度|工作的|质量|率|进度(?!款)|方式|标准|要求")
_WHEN = regex.compile("时(?:不得|应|须|要|请|[,]|$)|(?:前|后)(?:不得)")
_LEAD = regex.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|并且|并|且|同时|另外|此外|请|应当|应|须|需|务必|要|必须|"
    r"据此|接此|收到本?通?知?文?件?后|认真|切实|严格|及时|按时|按期|尽快|尽早|抓紧|于|,| )+"
)
_SUBJECT_LEAD = regex.compile(
    rf"(?![向将把对在至给从])(?:你[^,]{{0,12}}?|各[^,]{{0,30}}?|[^,]{{0,20}}?[局厅委部办处科单位门政府](?:\([^()]*\))?)"
    rf"(?={any_of('subject_ends')})"
)
_OF_OTHERS = regex.compile(
    "^(?:同时)?(?:我[局厅委部]|财政部|国家医保局|中央|省医保局|省财政厅|自治区财政厅)[^,]{0,20}?(?:将|负责)|后将报送"
)
_IN_CASE = regex.compile(
    "^(?:在?(?:执行|使用|工作|实施)过?程?中)?[,]?(?:如|若|遇)(?:有|遇|需|发现|存在|发生)?"
)
_OTHER_SUBJECT = regex.compile(r"[\u4e00-\u9fff]{2,16}[局厅委部](?:审核|汇总|审定|将|负责|统一)")
_CONSEQUENCE = regex.compile("|".join(lines("consequences")))
_CONDITION = regex.compile("^(?:对|如|若|凡|逾期|未|因)")

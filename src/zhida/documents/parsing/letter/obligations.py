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
from zhida.documents.parsing.letter.actions import (
    Stretch,
    actions_in,
    printed_words,
    promptness,
    stretches,
    trimmed,
)
from zhida.documents.parsing.letter.clauses import Span, clauses, hidden, sentences
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
    for stretch in stretches(plain, sentence, year, signed):
        actions = actions_in(plain, stretch)
        parts = (printed_words(passage.printed, each, stretch.due_span) for each in actions)
        what = "，".join(part for part in parts if part)
        if not what:
            continue
        whole = Span(actions[0].start, actions[-1].end)
        for deadline in _deadlines(passage, plain, stretch, actions):
            yield Obligation(
                subject_in(passage, plain, Span(sentence.start, actions[0].end)),
                what,
                receiver_in(passage, plain, whole),
                deadline,
                None,
                passage.place(stretch.span.start, stretch.span.end),
            )


def _deadlines(
    passage: Passage, plain: str, stretch: Stretch, actions: Sequence[Span]
) -> tuple[Deadline, ...]:
    """Each due date of a stretch as printed; 及时 or nothing where it has none."""
    if not stretch.dues:
        return (promptness(plain, actions),)
    return tuple(
        replace(due.value, text=passage.printed[due.start : due.end]) for due in stretch.dues
    )


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
    spans = [trimmed(plain, part) for part in parts]
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


_SOFT = regex.compile(
    "^(?:请|要|并|认真|切实|严格|进一步|[^,]{0,12}?请[^,]{0,12}?)?" + any_of("soft_verbs")
)
_OF_OTHERS = regex.compile(
    "^(?:同时)?(?:我[局厅委部]|财政部|国家医保局|中央|省医保局|省财政厅|自治区财政厅)[^,]{0,20}?(?:将|负责)|后将报送"
)
_IN_CASE = regex.compile(
    "^(?:在?(?:执行|使用|工作|实施)过?程?中)?[,]?(?:如|若|遇)(?:有|遇|需|发现|存在|发生)?"
)
_CONSEQUENCE = regex.compile("|".join(lines("consequences")))
_CONDITION = regex.compile("^(?:对|如|若|凡|逾期|未|因)")

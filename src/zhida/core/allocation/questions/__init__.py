"""下达前的核对 questions: what is asked of an allocation before its notice is issued.

Each question has a code, A101 and on; what it finds is a `Finding`, with the
exact figures, the places and the mend. Nothing here stops anything: a person
decides, and errors must be mended first.
"""

from __future__ import annotations

from zhida.core.allocation.questions import lines, recipients, timing
from zhida.core.allocation.questions.draft import Draft, LineFacts, Question, RecipientFacts
from zhida.core.findings import Finding

__all__ = ["Draft", "LineFacts", "Question", "RecipientFacts", "answer", "questions"]


def questions() -> tuple[Question, ...]:
    """核对目录: every question, by code."""
    every = (*lines.QUESTIONS, *recipients.QUESTIONS, *timing.QUESTIONS)
    return tuple(sorted(every, key=lambda each: each.code))


def answer(draft: Draft) -> tuple[Finding, ...]:
    """核对: all that the questions find, worst first, then by code."""
    asked = (*lines.ASKED, *recipients.ASKED, *timing.ASKED)
    found = [finding for ask in asked for finding in ask(draft)]
    return tuple(sorted(found, key=lambda each: (each.severity.rank, each.code)))

"""收文办理任务 jobs: many notices onto the books; one that takes the place of another."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from zhida.core.ledger import LedgerError
from zhida.documents.outcomes import Unreadable
from zhida.platform.access.policy import Actor
from zhida.platform.inbox.actions import Entered, bear, enter
from zhida.platform.jobs.actions import start
from zhida.platform.jobs.kinds import kind
from zhida.platform.jobs.models import Job
from zhida.platform.jobs.working import Work
from zhida.platform.ledger import booking
from zhida.platform.notices.addresses import notice_url
from zhida.platform.notices.jobs import telling
from zhida.platform.notices.models import Document
from zhida.platform.notices.taken import Taken, TakenFile, laid_down, taking
from zhida.platform.notices.viewing import keep_view
from zhida.platform.scope import scope


def start_entering(actor: Actor, documents: Sequence[Document]) -> Job:
    """发起成批入账: of these notices, an item each. Raises `LedgerError` where there is none."""
    if not documents:
        raise LedgerError(
            "请选择要入账的通知：已确认文号、没有未处理的错误、还没有入账的。没有的，先在各自的页面办理"
        )
    return start(
        actor,
        enter_many,
        f"成批入账{len(documents)}份通知",
        [(each.number, None) for each in documents],
        {"documents": [each.pk for each in documents]},
    )


@kind("take_in")
def enter_many(work: Work) -> str:
    """成批入账: the notices of the job, one after the other; what isn't ready is told, not booked.

    `arguments["documents"]` are their keys, in the order of the items.
    """
    keys = work.job.arguments["documents"]
    for item in work.items():
        with work.together(item) as outcome:
            document = Document.objects.get(pk=keys[item.ordinal - 1])
            entered = enter(work.actor, document)
            if not entered.done:
                raise LedgerError(why_not(entered))
            outcome.said = told(entered)
            outcome.result = notice_url(document)
    return ""


@kind("replace")
def replacing(work: Work) -> str:
    """更正或替换: the files of the job are one notice that takes the place of another.

    `arguments` has "document" (the key of the old one), "reason", and "way":
    "correct" (its issuer mended it under its number) or "replace".
    """
    items = work.waiting()
    if not items:
        return ""
    asked = work.job.arguments
    with tempfile.TemporaryDirectory() as folder:
        files = [TakenFile(each.name, bytes(each.content or b"")) for each in items]
        paths = laid_down(files, Path(folder))
        found = list(taking(paths, showing=True, progress=telling(work, len(items))))
    taken = [each for each in found if isinstance(each, Taken)]
    result = ""
    with work.together(*items) as outcome:
        if len(taken) != 1:
            raise LedgerError(_not_one(found))
        with scope(work.actor.region):
            old = Document.objects.get(pk=asked["document"])
            act = booking.correct if asked["way"] == "correct" else booking.supersede
            booked = act(work.actor, old, taken[0], asked["reason"])
            entered = bear(work.actor, booked, taken[0].checked.notice)
            assert booked.document is not None
            keep_view(booked.document, taken[0].checked, taken[0].files)
        outcome.said = told(entered)
        result = outcome.result = notice_url(booked.document)
    return result


def told(entered: Entered) -> str:
    """入账结果 in a sentence."""
    numbers = "、".join(f"{each.year}-{each.number}" for each in entered.booked.posted)
    if entered.booked.again:
        return f"此前已入账：凭证{numbers}"
    duties = f"，产生时限任务{entered.duties}项" if entered.duties else ""
    undutied = f"，没有产生时限任务：{entered.undutied}" if entered.undutied else ""
    return f"已入账：凭证{numbers}{duties}{undutied}"


def why_not(entered: Entered) -> str:
    """不能入账的原因: what is asked and refused, in a sentence."""
    asked = entered.booked.booking
    why = [each.sentence for each in asked.questions]
    why += [f"{each.code} {each.sentence}" for each in asked.refusals]
    return f"尚不能入账：{'；'.join(why)}"


def _not_one(found: list[Taken | Unreadable]) -> str:
    unread = [each.sentence for each in found if isinstance(each, Unreadable)]
    if unread:
        return "".join(unread)
    return f"交来的文件是{len(found)}份通知，更正或替换只能交一份（正文与附件可以几个文件）"

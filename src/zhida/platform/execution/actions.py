"""办理 actions: files of the treasury are confirmed, payments in the queue are settled.

Each is one transaction: one permission question, the ledger, the payments, the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from zhida.core.execution.matching import match_payments, match_to
from zhida.core.execution.payment_findings import blocks
from zhida.core.ledger import LedgerError
from zhida.documents.execution.payment_files import PaymentFile
from zhida.platform.access.policy import Actor, Forbidden, require
from zhida.platform.access.queries import about
from zhida.platform.execution.booking import book
from zhida.platform.execution.desk import standing
from zhida.platform.execution.keeping import kept_file
from zhida.platform.execution.models import Import, PaymentRecord
from zhida.platform.execution.previewing import Preview, propose
from zhida.platform.execution.storing import Outcome, payment_of, settle, store
from zhida.platform.journal.actions import record
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.queries import find_lines
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "execution"

StepDone = Callable[[str, int], None]
"""Told the step ("book", "store") and how many payments were done since."""


def preview(actor: Actor, files: Sequence[PaymentFile]) -> Preview:
    """预览: what confirming these files would do; nothing is written."""
    with _acting(actor, "import_payments"):
        return propose(actor.region, files)


def keep(actor: Actor, files: Sequence[PaymentFile]) -> tuple[Import, ...]:
    """留待确认: files are kept as previews, for another to confirm or discard.

    A file that waits already, read by the same mapping, isn't kept twice. Raises
    `LedgerError` where nothing in it is the region's.
    """
    with _acting(actor, "import_payments"):
        propose(actor.region, files)
        return tuple(_waiting(actor, file) or _kept(actor, file) for file in files)


def preview_kept(actor: Actor, kept: Sequence[int]) -> Preview:
    """预览所留文件: what confirming kept files would do by the ledger of now; nothing is written."""
    with _acting(actor, "import_payments"):
        return propose(actor.region, [kept_file(_previewed(actor, number)) for number in kept])


def confirm(
    actor: Actor, files: Sequence[PaymentFile], progress: StepDone | None = None
) -> Preview:
    """确认: books what is executable, puts the rest in the queue, all files or none.

    What was imported before and says the same is not imported again. Raises
    `LedgerError` where a finding blocks, naming the first.
    """
    with _acting(actor, "confirm_payments"):
        require(actor, "import_payments", about(actor.region))
        proposed = propose(actor.region, files)
        _confirm(
            actor,
            proposed,
            [_import(actor, file, Import.State.CONFIRMED) for file in files],
            progress,
        )
        return proposed


def confirm_kept(actor: Actor, kept: Sequence[int], progress: StepDone | None = None) -> Preview:
    """确认所留文件: as `confirm`, for files that were kept; they are read and matched anew."""
    with _acting(actor, "confirm_payments"):
        found = [_previewed(actor, number) for number in dict.fromkeys(kept)]
        before = [_outline(each) for each in found]
        proposed = propose(actor.region, [kept_file(each) for each in found])
        for each in found:
            each.state = Import.State.CONFIRMED
            each.decided_by, each.decided_at = actor.name, timezone.now()
        _confirm(actor, proposed, found, progress, before)
        return proposed


def discard_kept(actor: Actor, kept: int, reason: str) -> Import:
    """放弃: a preview that is not to be confirmed; it stays as such."""
    _reasoned(reason, "放弃导入")
    with _acting(actor, "import_payments"):
        found = _previewed(actor, kept)
        before = _outline(found)
        found.state, found.reason = Import.State.DISCARDED, reason
        found.decided_by, found.decided_at = actor.name, timezone.now()
        found.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        record(actor, "import_payments", CONCEPT, str(kept), before, _outline(found), reason)
        return found


def match(actor: Actor, payment: int, subject: str, reason: str) -> Outcome:
    """认领: books a payment of the queue to the line that `subject` names; a person answers for it.

    Year and balance are asked as always; unit, code, flag and unit of currency are
    what the person has looked at. Raises `LedgerError` where it can't be booked.
    """
    _reasoned(reason, "认领支付")
    with _acting(actor, "match_payment"):
        waiting = _queued(actor, payment)
        value = payment_of(waiting)
        place = standing(actor.region, [value])
        digest = _named_line(actor, subject)
        held = place.desk.by_digest(digest)
        if held is None:
            raise LedgerError(f"“{subject}”不是本区划的预算指标")
        found = match_to(value, held, place.desk)
        if found.held is not None and found.held.digest != digest:
            raise LedgerError(
                f"退款{value.number}的原支付记在指标{found.held.key}，只能退回那一条指标"
            )
        if found.reason is not None:
            raise LedgerError(f"{found.reason.sentence}。{found.reason.mend}")
        if held.line.earmark.year != value.year:
            raise LedgerError(
                f"支付凭证{value.number}是{value.year}年度的，指标{held.key}是"
                f"{held.line.earmark.year}年度的。请写{value.year}年度的指标"
            )
        (outcome,) = book(actor, [found], place)
        settle([(waiting.pk, outcome)], actor.name, reason)
        _journal_record(actor, "match_payment", waiting, outcome, reason)
        return outcome


def retry(actor: Actor, progress: StepDone | None = None) -> tuple[Outcome, ...]:
    """重新匹配: the whole queue once more, after lines came, money was made executable, units were added.

    Payments whose vouchers were undone since stand in the queue again.
    """
    with _acting(actor, "confirm_payments"):
        _reopen(actor.region)
        waiting = list(
            PaymentRecord.objects.filter(region_id=actor.region, state="queued").order_by("pk")
        )
        payments = [payment_of(each) for each in waiting]
        place = standing(actor.region, payments)
        outcomes = book(actor, match_payments(payments, place.desk), place, _step(progress, "book"))
        settle([(one.pk, each) for one, each in zip(waiting, outcomes, strict=True)], actor.name)
        done = sum(each.voucher is not None for each in outcomes)
        after: dict[str, object] = {"queued": len(outcomes) - done, "booked": done}
        record(actor, "confirm_payments", CONCEPT, "queue", {"queued": len(outcomes)}, after)
        return outcomes


def discard(actor: Actor, payment: int, reason: str) -> None:
    """移出: a payment of the queue that doesn't belong to this ledger; it stays as set aside."""
    _reasoned(reason, "移出支付")
    with _acting(actor, "match_payment"):
        waiting = _queued(actor, payment)
        waiting.state, waiting.note = PaymentRecord.State.DISCARDED, reason
        waiting.handled_by, waiting.handled_at = actor.name, timezone.now()
        waiting.save(update_fields=["state", "note", "handled_by", "handled_at"])
        _journal_record(actor, "match_payment", waiting, None, reason)


@contextmanager
def _acting(actor: Actor, verb: str) -> Iterator[None]:
    """Who may, in the region's scope, one after the other."""
    with scope(actor.region):
        require(actor, verb, about(actor.region))
        agency = Agency.objects.get(code=actor.agency)
        if agency.kind != Agency.Kind.FINANCE:
            raise Forbidden(
                f"国库支付数据由财政部门导入和处理，{actor.name}属于{agency.name}。请由本级财政部门办理"
            )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"execution {actor.region}"]
            )
        yield


def _confirm(
    actor: Actor,
    proposed: Preview,
    imports: Sequence[Import],
    progress: StepDone | None,
    before: Sequence[dict[str, object]] | None = None,
) -> None:
    blocking = [each for each in proposed.findings if blocks(each)]
    if blocking:
        first = blocking[0]
        places = "、".join(each.describe() for each in first.sources)
        raise LedgerError(
            f"有{len(blocking)}处问题，没有写入任何内容。第一处：{places}：{first.sentence}。{first.mend}"
        )
    outcomes = book(actor, proposed.matches, proposed.standing, _step(progress, "book"))
    for at, (kept, file) in enumerate(zip(imports, proposed.files, strict=True)):
        mine = [each for each, of in zip(outcomes, proposed.file_of, strict=True) if of == at]
        kept.payments, kept.fen = len(mine), file.reading.fen
        kept.save(
            update_fields=["state", "decided_by", "decided_at", "payments", "fen"]
            if before is not None
            else None
        )
        store(kept.pk, mine, actor.name)
        if progress is not None:
            progress("store", len(mine))
        stood = before[at] if before is not None else None
        record(actor, "confirm_payments", CONCEPT, str(kept.pk), stood, _outline(kept))


def _import(actor: Actor, file: PaymentFile, state: Import.State) -> Import:
    """The row of a file; one that is confirmed at once is saved when it is."""
    made = Import(
        region_id=actor.region,
        file=file.name,
        sha256=file.sha256,
        content=file.data,
        mapping=file.mapping,
        year=file.year,
        state=state,
        imported_by=actor.name,
        payments=len(file.reading.payments),
        fen=file.reading.fen,
    )
    if state is Import.State.PREVIEW:
        made.save()
    else:
        made.decided_by, made.decided_at = actor.name, timezone.now()
    return made


def _kept(actor: Actor, file: PaymentFile) -> Import:
    kept = _import(actor, file, Import.State.PREVIEW)
    record(actor, "import_payments", CONCEPT, str(kept.pk), None, _outline(kept))
    return kept


def _waiting(actor: Actor, file: PaymentFile) -> Import | None:
    """The preview of this file that waits already."""
    return Import.objects.filter(
        region_id=actor.region,
        sha256=file.sha256,
        mapping=file.mapping,
        year=file.year,
        state=Import.State.PREVIEW,
    ).first()


def _previewed(actor: Actor, number: int) -> Import:
    found = Import.objects.filter(pk=number, region_id=actor.region).first()
    if found is None:
        raise LedgerError(
            f"本区划没有编号为{number}的导入。编号见导入列表（执行—导入，或 zhida import kept）"
        )
    if found.state != Import.State.PREVIEW:
        raise LedgerError(f"导入{number}{Import.State(found.state).label}，不能再办理")
    return found


def _queued(actor: Actor, number: int) -> PaymentRecord:
    found = PaymentRecord.objects.filter(pk=number, region_id=actor.region).first()
    if found is None:
        raise LedgerError(
            f"本区划没有编号为{number}的支付。编号见待认领列表（执行—待认领，或 zhida import queue）"
        )
    if found.state != PaymentRecord.State.QUEUED:
        raise LedgerError(
            f"支付{number}（凭证{found.number}）{PaymentRecord.State(found.state).label}，不在待认领之列"
        )
    return found


def _named_line(actor: Actor, subject: str) -> bytes:
    lines = quota_lines(find_lines(subject)) if subject.strip() else {}
    if len(lines) == 1:
        return next(iter(lines.values())).digest
    if not lines:
        raise LedgerError(
            f"没有“{subject}”这条指标。请写文号或指标主键的前八位以上（指标账—指标，或 zhida ledger balances）"
        )
    several = "、".join(f"{each.digest.hex()[:12]}（{each.holder}）" for each in lines.values())
    raise LedgerError(f"“{subject}”是{len(lines)}条指标，请写指标主键：{several}")


def _reopen(region: str) -> None:
    """Payments whose voucher was undone wait again."""
    with connection.cursor() as cursor:
        cursor.execute(_REOPEN, [region])


_REOPEN = """
UPDATE execution_paymentrecord p
SET state = 'queued', line_id = NULL, voucher_year = NULL, voucher_number = NULL,
    reason_code = '', reason = '记账凭证' || p.voucher_year || '-' || p.voucher_number || '已冲销'
WHERE p.region_id = %s AND p.state = 'booked' AND EXISTS (
    SELECT FROM ledger_voucher r WHERE r.year = p.voucher_year AND r.reverses_id = p.voucher_number)
"""


def _reasoned(reason: str, what: str) -> None:
    if not reason.strip():
        raise LedgerError(f"{what}必须写明理由")


def _step(progress: StepDone | None, step: str) -> Callable[[int], None] | None:
    return None if progress is None else lambda done: progress(step, done)


def _outline(kept: Import) -> dict[str, object]:
    return {
        "file": kept.file,
        "sha256": kept.sha256,
        "state": Import.State(kept.state).value,
        "payments": kept.payments,
        "fen": kept.fen,
    }


def _journal_record(
    actor: Actor, verb: str, waiting: PaymentRecord, outcome: Outcome | None, reason: str
) -> None:
    before: dict[str, object] = {"state": "queued", "reason": waiting.reason}
    after: dict[str, object] = {"number": waiting.number, "fen": waiting.fen}
    if outcome is None or outcome.voucher is None:
        after |= {"state": "discarded"}
    else:
        after |= {"state": "booked", "voucher": "-".join(map(str, outcome.voucher))}
    record(actor, verb, CONCEPT, str(waiting.pk), before, after, reason)

"""核验日志 verifying: is the journal what was written? Its guards, its blocks, what isn't sealed yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection

from zhida.platform.journal.sealed_rows import StoredDeed, sealed, unsealed
from zhida.platform.journal.sealing import JOURNAL
from zhida.platform.scope import snapshot
from zhida.platform.sealing.chain import NATION
from zhida.platform.sealing.faults import Fault, first_of_each
from zhida.platform.sealing.guards import guard_faults
from zhida.platform.sealing.head import Head

_MEND_UNSEALED = "请查明该条日志由谁写入；不是经程序写入的，不作为凭据"


@dataclass(slots=True)
class JournalReport:
    """日志核验结果: what was looked at, and the faults in the order in which they were found.

    `unsealed` counts deeds that no block holds yet. `head` is the number of the block
    that an outside head confirmed, None where no head was given.
    """

    blocks: int = 0
    deeds: int = 0
    unsealed: int = 0
    head: int | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(
    head: Head | None = None, progress: Callable[[str, int], None] = lambda step, count: None
) -> JournalReport:
    """核验日志: everything computed anew from the rows, in one snapshot, as the application's role.

    `head` was signed and held outside. `progress` hears the step and how much of it
    was done since.
    """
    report = JournalReport()
    with snapshot(NATION):
        progress("guards", 0)
        report.faults.extend(guard_faults("journal"))
        report.faults.extend(first_of_each(_broken(report, head, progress)))
        report.faults.extend(_slipped_in(report))
    return report


def _broken(
    report: JournalReport, head: Head | None, progress: Callable[[str, int], None]
) -> Iterator[Fault]:
    def counted(deeds: int) -> None:
        report.blocks += 1
        report.deeds += deeds
        progress("deeds", deeds)

    report.head = yield from JOURNAL.broken(sealed, _changed, counted, head)


def _changed(stored: StoredDeed) -> Fault:
    sentence = "封存过的日志不在库里，已被删除" if stored.gone else "与封存时不同，封存后被改动"
    return Fault("sealed", "journal_deed", None, stored.number, "", sentence, JOURNAL.restore)


def _slipped_in(report: JournalReport) -> Iterator[Fault]:
    """The first deed that came in behind the blocks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(settled), 0) FROM journal_block")
        (settled,) = cursor.fetchone()
    told = False
    for stored in unsealed():
        report.unsealed += 1
        if not told and stored.number <= settled:
            told = True
            sentence = "封存完毕的号段里多出的日志，封存时并不在库里"
            yield Fault(
                "unsealed", "journal_deed", None, stored.number, "id", sentence, _MEND_UNSEALED
            )

"""收文任务 jobs: a batch of files is read and each notice in it taken in, beside the pages."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.urls import reverse

from zhida.core.findings import Severity
from zhida.documents.intake.batch import Progress
from zhida.documents.outcomes import Unreadable
from zhida.platform.jobs.kinds import kind
from zhida.platform.jobs.models import JobItem
from zhida.platform.jobs.working import Work
from zhida.platform.notices.actions import register
from zhida.platform.notices.addresses import notice_url
from zhida.platform.notices.models import Document
from zhida.platform.notices.taken import Taken, TakenFile, laid_down, taking
from zhida.platform.notices.viewing import keep_view
from zhida.platform.regions.models import Agency

READING = "读取文件"


@kind("take_in")
def take_in(work: Work) -> str:
    """收文: the files of the job are read, put together to notices, and registered one by one.

    All files of a notice are one step: what was registered before a crash isn't
    read again.
    """
    items = work.waiting()
    with tempfile.TemporaryDirectory() as folder:
        files = [TakenFile(each.name, bytes(each.content or b"")) for each in items]
        paths = laid_down(files, Path(folder))
        by_path = dict(zip(paths, items, strict=True))
        for found in taking(paths, showing=True, progress=telling(work, len(items))):
            work.pause()
            if isinstance(found, Unreadable):
                _refuse(work, found, by_path)
            else:
                _register(work, found, by_path)
    left = work.waiting()
    if left:
        work.refuse("没有归入任何一份通知；附件请与通知正文一起送来", *left)
    return reverse("notices")


def telling(work: Work, waiting: int) -> Progress:
    """进度: of files that are being read, and a look each time whether to go on."""
    done = float(work.job.total - waiting)

    def tell(more: float) -> None:
        nonlocal done
        done += more
        work.pause()
        work.tell(int(done), work.job.total, READING)

    return tell


def _register(work: Work, found: Taken, by_path: dict[Path, JobItem]) -> None:
    hashes = {each.sha256 for each in found.files}
    mine = [
        item
        for path, item in by_path.items()
        if TakenFile(path.name, bytes(item.content or b"")).sha256 in hashes
        and path.name in {each.name for each in found.files}
    ]
    with work.together(*mine) as outcome:
        agency = Agency.objects.get(code=work.actor.agency)
        last = Document.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        document = register(work.actor, found, agency)
        keep_view(document, found.checked, found.files)
        verb = "已登记" if document.pk > last else "此前已登记"
        outcome.said = (
            f"{verb}：{document.number or document.title or found.checked.name}，{_counted(found)}"
        )
        outcome.result = notice_url(document)
    for path in [path for path, item in by_path.items() if item in mine]:
        del by_path[path]


def _counted(found: Taken) -> str:
    counts = [
        f"{each.label}{number}"
        for each in Severity
        if (number := sum(1 for finding in found.checked.findings if finding.severity is each))
    ]
    return "、".join(counts) or "没有发现问题"


def _refuse(work: Work, found: Unreadable, by_path: dict[Path, JobItem]) -> None:
    path = Path(found.path)
    item = by_path.pop(path, None) or next(
        (each for each in by_path.values() if each.name == path.name), None
    )
    why = "".join(f"{part.rstrip('。')}。" for part in (found.reason, found.hint) if part)
    if item is not None:
        work.refuse(why, item)

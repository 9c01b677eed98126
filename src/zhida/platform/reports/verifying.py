"""验证文件 verifying: whether a file is one that this installation made, which, when, by whom."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zhida.core.forms.shapes import shapes
from zhida.platform.allocation.models import Paper
from zhida.platform.journal.models import Deed
from zhida.platform.obligations.models import FilingFile
from zhida.platform.reports.marks import Marked, of_copy
from zhida.platform.reports.models import ReportFile


@dataclass(frozen=True, slots=True)
class Known:
    """已知文件: what it is in Chinese, its name then, by whom and when; `href` names its page."""

    words: str
    name: str
    by: str
    at: datetime.datetime | None
    route: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """验证结果: the digest of the file, and what is known of it.

    `same` are the records of exactly this content; `named` those of a file of the same
    name with other content: the file at hand was changed, or is of another time.
    `marked` is what a copy of an issued notice says beside what was issued.
    """

    name: str
    sha256: str
    same: tuple[Known, ...]
    named: tuple[Known, ...] = ()
    marked: Marked | None = None

    @property
    def holds(self) -> bool:
        """Whether it is a file of this installation, or says the same as one."""
        return bool(self.same) or (self.marked is not None and self.marked.holds)

    @property
    def sentence(self) -> str:
        """The answer in one Chinese sentence."""
        if self.same:
            return f"{self.name}：内容与本系统存下的完全一致，未被改动。"
        if self.marked:
            return f"{self.name}：{self.marked.sentence}"
        if self.named:
            return f"{self.name}：与本系统存下的同名文件内容不同，已被改动，或是另一次生成的。"
        return f"{self.name}：不是本系统生成、导出或收到的报送文件，或不在您的查看范围内。"


def verified(name: str, content: bytes) -> Answer:
    """验证: a file by its content, within the scope; nothing of it is kept.

    A copy in other bytes is held against the notice whose verification mark it prints.
    """
    answer = known_by(name, hashlib.sha256(content).hexdigest())
    return answer if answer.same else replace(answer, marked=of_copy(name, content))


def known_by(name: str, digest: str) -> Answer:
    """按校验值验证: a file that stays where it is, by its SHA-256 in hexadecimal digits."""
    same = tuple(_known(sha256=digest))
    return Answer(name, digest, same, () if same else tuple(_known(name=name)))


def _known(**asked: str) -> Iterator[Known]:
    yield from _reports(**asked)
    yield from _papers(**asked)
    yield from _filings(**asked)
    yield from _exports(**asked)


def _reports(**asked: str) -> Iterator[Known]:
    titles = {kind: each.title.format(place="") for kind, each in shapes().items()}
    for each in ReportFile.objects.filter(**asked).select_related("report__agency")[:20]:
        report = each.report
        title = titles.get(report.kind, report.kind)
        when = report.period or f"截至{report.as_of}"
        words = f"{report.agency.name}{when}{title}，第{report.edition}次生成"
        yield Known(words, each.name, report.made_by, report.made_at, "report", report.pk)


def _papers(**asked: str) -> Iterator[Known]:
    verbs = {"signing": "send_out", "signed": "sign"}
    found = Paper.objects.filter(**asked).select_related("plan").defer("content")[:20]
    for each in found:
        deed = (
            Deed.objects.filter(
                concept="allocation", subject=str(each.plan_id), verb=verbs[each.stage]
            )
            .order_by("-pk")
            .first()
        )
        number = f"，{each.plan.number}" if each.stage == "signed" else ""
        words = f"方案{each.plan_id}“{each.plan.title}”的{each.get_stage_display()}{number}"
        by, at = (deed.actor, deed.at) if deed is not None else ("", None)
        yield Known(words, each.name, by, at, "allocation-plan", each.plan_id)


def _filings(**asked: str) -> Iterator[Known]:
    found = FilingFile.objects.filter(**asked).select_related("filing__duty__owner")
    for each in found.defer("content")[:20]:
        filing = each.filing
        words = f"{filing.duty.owner.name}报送的“{filing.duty.what}”，第{filing.ordinal}次"
        yield Known(words, each.name, filing.filed_by, filing.at, "duty", filing.duty_id)


def _exports(**asked: str) -> Iterator[Known]:
    """What left as an export, whatever page it showed."""
    if "sha256" in asked:
        found = Deed.objects.filter(verb="export", after__sha256=asked["sha256"])
    else:
        found = Deed.objects.filter(verb="export", after__file=asked["name"])
    for each in found.order_by("-pk")[:20]:
        after = each.after or {}
        yield Known("从页面导出的文件", str(after.get("file", "")), each.actor, each.at)

"""子项名称不一致: 同一通知对资金子项（××部分）只应有一种叫法。

Mentions of a known part of the fund that differ from the title's part.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.funds import get
from zhida.core.notice import Notice
from zhida.core.provenance import Source
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N206",
    name="资金子项名称前后不一",
    severity=Severity.WARNING,
    explanation="一项资金分若干部分下达的，标题、正文、附件所写的部分应当一致；沿用旧名的也应统一。",
    basis=BY_REGION_AND_PROJECT,
    mend="按上级文件的名称统一；确为两个部分的，分别列明数额。",
    bad="标题：（医疗保障服务能力建设部分）；正文：（医疗保障服务能力提升部分见附件1）",
    good="标题、正文均为（医疗保障服务能力建设部分）",
)

_PART = "部分"


@RULE.check
def sub_fund_names(notice: Notice) -> Iterator[Finding]:
    """One finding for each other part that the notice names."""
    own = _of_title(notice)
    if notice.sub_fund is None or notice.sub_fund.value not in own:
        return
    others: dict[str, list[Source]] = {}
    for name, source in (*_mentioned(notice), *_in_text(notice)):
        if name not in own:
            places = others.setdefault(name, [])
            if all((place.file, place.block) != (source.file, source.block) for place in places):
                places.append(source)
    for name, sources in others.items():
        yield RULE.finding(
            f"标题为“{notice.sub_fund.value}”，另有{len(sources)}处写为“{name}”。",
            expected=notice.sub_fund.value,
            found=name,
            difference="",
            sources=(*sources, notice.sub_fund.source),
        )


def _of_title(notice: Notice) -> frozenset[str]:
    """The parts that the title names; it may issue several."""
    fund = get(notice.fund.value) if notice.fund else None
    title = "".join(notice.title.value.split()) if notice.title else ""
    named = {
        part.name
        for part in (fund.sub_funds if fund else ())
        if any(spelling in title for spelling in part.spellings)
    }
    told = {mention.sub_fund for mention in notice.funds if mention.role == "title"}
    return frozenset(named | {name for name in told if name is not None})


def _mentioned(notice: Notice) -> Iterator[tuple[str, Source]]:
    for mention in notice.funds:
        if mention.sub_fund is not None:
            yield mention.sub_fund, mention.source


def _in_text(notice: Notice) -> Iterator[tuple[str, Source]]:
    """Parts that a paragraph names by the word 部分, away from the fund's own name."""
    fund = get(notice.fund.value) if notice.fund else None
    for part in fund.sub_funds if fund else ():
        words = [spelling for spelling in part.spellings if spelling.endswith(_PART)]
        for paragraph in notice.paragraphs:
            text = "".join(paragraph.value.split())
            if any(word in text for word in words):
                yield part.name, paragraph.source

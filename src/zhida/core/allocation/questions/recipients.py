"""对象核对 recipients: is each recipient there once, in its place, and may it receive this?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.core.allocation.questions.draft import Ask, Draft, Question, RecipientFacts
from zhida.core.findings import Finding, Severity
from zhida.core.regions import Region, children, is_within
from zhida.core.rules import law

_SHOWN = 8
_TWICE = Question(
    "A102", "同一对象出现两次", Severity.ERROR, law.BY_REGION_AND_PROJECT, "合并为一行"
)
_UNKNOWN = Question(
    "A103", "对象不在区划树中", Severity.ERROR, law.BY_REGION_AND_PROJECT, "改正名称"
)
_OUTSIDE = Question(
    "A104",
    "对象不归下达单位管辖",
    Severity.ERROR,
    law.BY_REGION_AND_PROJECT,
    "改正名称，或由其上级下达",
)
_NOT_CHILD = Question(
    "A105",
    "对象不是下达单位的直接下级",
    Severity.WARNING,
    law.BY_REGION_AND_PROJECT,
    "省直管县等按财政体制直接下达的，保留；否则先下达给其上级",
)
_LEFT_OUT = Question(
    "A106",
    "有下级没有列入",
    Severity.HINT,
    law.BY_REGION_AND_PROJECT,
    "确认这些地方本次没有资金",
)
_NOTHING = Question(
    "A107", "分得金额为零", Severity.HINT, law.QUOTA_BINDING, "确认为零，或从方案中删去"
)
_TAKEN_BACK = Question(
    "A108",
    "此次下达为负数",
    Severity.WARNING,
    law.QUOTA_BINDING,
    "确认收回；收回另立调减指标，不能与增加的混在一起",
)


def places(draft: Draft) -> Iterator[Finding]:
    """Where each recipient lies. Asked only where the issuer is known."""
    issuer = draft.issuer
    if issuer is None:
        return
    for each in draft.recipients:
        if each.region is None:
            yield _UNKNOWN.finding(
                f"“{each.name}”不是{issuer.name}一带的区划名称。", each.place, found=each.name
            )
        elif not is_within(each.region, issuer.code):
            yield _OUTSIDE.finding(
                f"“{each.name}”是{each.region.full_name}，不在{issuer.full_name}之内。",
                each.place,
                expected=issuer.code,
                found=each.region.code,
            )
    far = [each for each in draft.recipients if _skips_a_level(each, issuer)]
    if far:
        yield _NOT_CHILD.finding(
            f"{_names([each.name for each in far])}在{issuer.name}之下隔了一级，"
            "方案也没有列出其上级的小计。",
            *(each.place for each in far),
            expected=0,
            found=len(far),
        )


def _skips_a_level(each: RecipientFacts, issuer: Region) -> bool:
    """Whether a recipient is a grandchild that doesn't stand under its parent's subtotal."""
    region = each.region
    if region is None or not is_within(region, issuer.code) or region.code == issuer.code:
        return False
    grouped = each.group is not None and is_within(region, each.group.code)
    return region.parent != issuer.code and not grouped


def _names(names: Sequence[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:_SHOWN])
    return shown + (f"等{len(names)}个" if len(names) > _SHOWN else "")


def once(draft: Draft) -> Iterator[Finding]:
    """Two names of one place are one recipient."""
    first: dict[str, int] = {}
    for i, each in enumerate(draft.recipients):
        key = each.region.code if each.region is not None else each.name
        if key in first:
            other = draft.recipients[first[key]]
            yield _TWICE.finding(
                f"“{other.name}”和“{each.name}”是同一个地方。",
                other.place,
                each.place,
                expected=1,
                found=2,
            )
        first.setdefault(key, i)


def left_out(draft: Draft) -> Iterator[Finding]:
    """Children of the issuer that have no row, where its children are those who receive."""
    issuer = draft.issuer
    if issuer is None:
        return
    given = {each.region.code for each in draft.recipients if each.region is not None}
    given |= {each.group.code for each in draft.recipients if each.group is not None}
    given |= {each.region.parent for each in draft.recipients if each.region is not None}
    below = [region for region in children(issuer.code) if len(region.code) == 6]
    missing = [region.name for region in below if region.code not in given]
    if missing and len(missing) < len(below):
        yield _LEFT_OUT.finding(
            f"{issuer.name}的下级中，{_names(missing)}没有列入方案。",
            draft.place,
            expected=len(below),
            found=len(below) - len(missing),
        )


def amounts(draft: Draft) -> Iterator[Finding]:
    """Recipients of nothing, and money taken back."""
    figure = draft.unit.figure
    for each, due, now in zip(draft.recipients, draft.entitled, draft.issued, strict=True):
        if not sum(due):
            yield _NOTHING.finding(f"“{each.name}”全年分得零元。", each.place, found=0)
        for line, cell in zip(draft.lines, now, strict=True):
            if cell < 0:
                yield _TAKEN_BACK.finding(
                    f"“{each.name}”的“{line.name}”此次下达{figure(cell)}万元，即收回。",
                    each.place,
                    found=cell * draft.unit.fen,
                )


QUESTIONS = (_TWICE, _UNKNOWN, _OUTSIDE, _NOT_CHILD, _LEFT_OUT, _NOTHING, _TAKEN_BACK)
ASKED: tuple[Ask, ...] = (once, places, left_out, amounts)

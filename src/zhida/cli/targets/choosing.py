"""Which performance table of several is meant, and amounts typed as options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zhida.cli.console import messages
from zhida.cli.installation import refuse

if TYPE_CHECKING:
    from zhida.core.notice import PerformanceTable


def chosen_table(tables: Sequence[PerformanceTable], scope: str) -> PerformanceTable:
    """The only table, or that of a scope; refused with the scopes that there are."""
    named = [(each.scope.value if each.scope else "", each) for each in tables]
    found = [each for name, each in named if not scope or scope in name]
    if len(found) == 1:
        return found[0]
    known = "、".join(dict.fromkeys(name for name, _ in named if name))
    if scope and not found:
        refuse(f"没有“{scope}”的绩效目标表。有：{known}")
    refuse(f"有{len(found)}张绩效目标表，请用 --scope 写明是哪一张：{known}")


def wan_yuan(text: str, option: str) -> int:
    """An amount in 万元 as fen; refused where it is none."""
    from zhida.core.money import Unit, fen_of

    try:
        fen = fen_of(text.removesuffix("万元"), Unit.WAN_YUAN)
    except ValueError:
        refuse(f"{option} “{text}”不是以万元为单位的金额。写为 1234.5")
    if fen < 0:
        refuse(f"{option} “{text}”是负数。写为零或正数")
    return fen


def spent_wan_yuan(text: str, option: str, whole: int | None) -> int:
    """What was spent of `whole` fen; said aloud where it is more, as yuan typed for 万元 are."""
    from zhida.core.money import format_fen

    fen = wan_yuan(text, option)
    if whole and fen > whole:
        messages().print(
            f"{option} {format_fen(fen)}多于资金总额{format_fen(whole)}："
            "请核对是不是把元写成了万元；含上年结转的在说明中写明",
            style="fault",
            soft_wrap=True,
        )
    return fen

"""zhida targets settle: a printed value that can't be measured gets one, with the reason."""

from __future__ import annotations

from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.installation import As, acting, refuse
from zhida.cli.tables_view import plain_table


def settle(
    target: Annotated[
        int | None,
        typer.Argument(metavar="编号", help="指标编号；省略时列出待确定的指标和原因。"),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(metavar="指标值", help="写法与目标表相同：≥95%、≥12次、2023年6月30日前。"),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="理由", help="依据什么确定，必须写。")
    ] = "",
    year: Annotated[
        int | None, typer.Option("--year", metavar="年度", help="只列出这一年的。")
    ] = None,
    who: As = None,
) -> None:
    """确定指标值：印出的值没有日期、没有单位、是约数或空白的，由人写明；印出的值和出处保留。"""
    if target is None:
        _list(year, who)
        return
    if value is None:
        refuse("请写明指标值，如：zhida targets settle 17 2023年6月30日前 --reason 理由")
    with acting(who) as actor:
        from zhida.documents.performance.tables import value_words
        from zhida.platform.performance.queries import typed_of
        from zhida.platform.performance.settling import settle_target

        made = settle_target(actor, target, value, reason)
        output().print(
            f"指标{made.pk} {made.name}：定为{value_words(typed_of(made))}"
            f"（原文“{made.printed}”，{made.place}）",
            soft_wrap=True,
        )


def _list(year: int | None, who: str | None) -> None:
    with acting(who):
        from zhida.platform.performance.models import Target
        from zhida.platform.performance.queries import sets_in_force
        from zhida.platform.performance.settling import open_questions

        targets = (
            Target.objects.filter(set__in=sets_in_force(year))
            .select_related("set", "set__agency")
            .order_by("set_id", "ordinal")
        )
        table = plain_table("编号", "单位", "指标", "原文", "定为", "为什么待定")
        count = 0
        for each in targets:
            told = open_questions(each)
            count += bool(told)
            if told or each.settled:
                table.add_row(
                    str(each.pk), each.set.agency.name, each.name, each.printed, each.settled,
                    "".join(told[:1]),
                )  # fmt: skip
        if table.row_count:
            output().print(table)
        output().print(f"待确定{count}项。")

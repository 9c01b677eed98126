"""绩效 performing: zhida report selfeval and targets."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages
from zhida.cli.days import day_of
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for
from zhida.cli.report.options import Formats, OfAgency, Out, formats_of
from zhida.cli.report.showing import deliver, folder

if TYPE_CHECKING:
    from zhida.documents.writing.forms import AnyForm
    from zhida.documents.writing.notice import Format
    from zhida.platform.access.policy import Actor
    from zhida.platform.reports.actions import Asked

OfYear = Annotated[int, typer.Option("--year", metavar="年度", help="预算年度。")]
_ALL = "docx,xlsx,pdf"


def selfeval(
    out: Out,
    year: OfYear,
    agency: OfAgency = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="日期", help="截至哪一天；省略时为年度末日。")
    ] = None,
    formats: Formats = _ALL,
    who: As = None,
) -> None:
    """绩效自评表（2024年表式）：每项资金一份，预算数、执行数和指标实际值由系统填列。"""
    wanted, day = formats_of(formats), day_of(on) or datetime.date(year, 12, 31)
    folder(out)
    with acting_for(who) as actor:
        from zhida.platform.reports.heads import agency_of
        from zhida.platform.reports.performing import evaluations
        from zhida.platform.scope import scope

        with scope(actor.region):
            of = agency_of(agency or actor.agency)
            made = [(each.asked, each.form) for each in evaluations(of, year, day)]
        if not made:
            refuse(
                f"{of.name}{year}年既没有资金，也没有绩效目标，无从自评。"
                "请核对年度；绩效目标用 zhida targets set 登记"
            )
        for asked, form in made:
            _file(actor, asked, form, wanted, out)
    messages().print("资金管理情况、未完成原因等须由填报人填写，系统留空。")


def targets(
    out: Out,
    year: OfYear,
    agency: OfAgency = None,
    blank: Annotated[
        bool, typer.Option("--blank", help="空白表：只印指标名称，金额和指标值留待填写。")
    ] = False,
    project: Annotated[
        bool, typer.Option("--project", help="项目绩效目标表：项目名称、预算单位、项目资金。")
    ] = False,
    formats: Formats = _ALL,
    who: As = None,
) -> None:
    """绩效目标表：区域表或项目表，按登记的目标填好，或留空供下级填写。"""
    wanted = formats_of(formats)
    folder(out)
    with acting_for(who) as actor:
        from zhida.platform.reports.heads import agency_of
        from zhida.platform.reports.targeting import performance_tables
        from zhida.platform.scope import scope

        with scope(actor.region):
            of = agency_of(agency or actor.agency)
            found = performance_tables(of, year, blank=blank, project=project)
            made = [(each.asked, each.form) for each in found]
        if not made:
            refuse(f"{of.name}没有登记{year}年绩效目标。请先用 zhida targets set 登记")
        for asked, form in made:
            _file(actor, asked, form, wanted, out)


def _file(
    actor: Actor, asked: Asked, form: AnyForm, formats: tuple[Format, ...], out: Path
) -> None:
    from zhida.platform.reports.actions import make

    ready = make(actor, asked, form, formats)
    deliver(out, ready.files, fresh=ready.fresh)

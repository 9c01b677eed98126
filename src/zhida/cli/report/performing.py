"""绩效目标表 performing: zhida report targets."""

from __future__ import annotations

from typing import Annotated

import typer

from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for
from zhida.cli.report.options import Formats, OfAgency, Out, formats_of
from zhida.cli.report.showing import deliver, folder

OfYear = Annotated[int, typer.Option("--year", metavar="年度", help="预算年度。")]
_ALL = "docx,xlsx,pdf"


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
        from zhida.platform.reports.actions import make

        for asked, form in made:
            ready = make(actor, asked, form, wanted)
            deliver(out, ready.files, fresh=ready.fresh)

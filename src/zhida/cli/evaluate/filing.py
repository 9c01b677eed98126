"""zhida evaluate self: the self-evaluation of an agency, from the system or a filled form."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.days import day_of
from zhida.cli.evaluate.filled import filled_form, tell_filed
from zhida.cli.installation import As, refuse
from zhida.cli.issue.steps import acting_for
from zhida.cli.report.options import OfAgency

if TYPE_CHECKING:
    pass

FilledForm = Annotated[
    Path | None,
    typer.Argument(
        metavar="[自评表]",
        help="填好的自评表（docx、xlsx、pdf）；省略时由系统按账和登记的完成值编成。",
    ),
]
Year = Annotated[int | None, typer.Option("--year", metavar="年度", help="评价哪一年。")]
Fund = Annotated[
    str, typer.Option("--fund", metavar="资金", help="哪项资金；省略时为该单位当年的各项资金。")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="日期", help="数据截至哪一天；省略时为年度末日。")
]
Opinion = Annotated[str, typer.Option("--opinion", metavar="意见", help="记入评价的意见。")]


def self_(
    form: FilledForm = None,
    year: Year = None,
    fund: Fund = "",
    agency: OfAgency = None,
    on: On = None,
    opinion: Opinion = "",
    who: As = None,
) -> None:
    """自评：按账和完成值打分并报送，或报送填好的自评表；与记录不符之处逐条指出。"""
    day = day_of(on)
    if form is None and year is None:
        refuse("请写 --year 年度（由系统编成），或给出填好的自评表")
    if form is not None and day is not None:
        refuse("报送填好的自评表时不用写 --on：数据以表中所填为准，按年末的账核对")
    read = None if form is None else filled_form(form)
    with acting_for(who) as actor:
        from zhida.platform.reports.heads import agency_of
        from zhida.platform.reports.self_evaluating import file_form, file_own
        from zhida.platform.scope import scope

        with scope(actor.region):
            of = agency_of(agency or actor.agency)
            if form is None or read is None:
                assert year is not None
                until = day or datetime.date(year, 12, 31)
                filed = file_own(actor, of, year, until, fund=fund, opinion=opinion)
            else:
                file = (form.name, form.read_bytes())
                filed = (file_form(actor, of, read, file, fund=fund, year=year, opinion=opinion),)
    for each in filed:
        tell_filed(each)

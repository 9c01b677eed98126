"""zhida score: a filled self-evaluation worked out again, or a table of goals scored."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.coefficients_file import deliver_coefficients
from zhida.cli.console import messages, output
from zhida.cli.installation import refuse
from zhida.cli.targets.choosing import chosen_table, spent_wan_yuan, wan_yuan
from zhida.cli.targets.sheets import deliver, read_notices, tell, with_targets
from zhida.core.findings import Finding, Severity

if TYPE_CHECKING:
    from zhida.core.notice import PerformanceTable
    from zhida.core.performance.points import Attainment
    from zhida.core.performance.recompute import Recomputed
    from zhida.core.performance.scoring import Score
    from zhida.documents.performance.sheets import Sheet

_FAULTY, _UNREAD = 1, 2

Files = Annotated[
    list[Path],
    typer.Argument(metavar="文件…", help="填好的绩效自评表；配合 --values 为绩效目标表。"),
]
ValuesFile = Annotated[
    Path | None,
    typer.Option(
        "--values", metavar="VALUES.csv", help="各指标的完成值：名称,实际完成值[,评分…]。"
    ),
]
Scope = Annotated[
    str, typer.Option("--scope", metavar="地区", help="通知有多张绩效目标表时，给哪一张评分。")
]
Year = Annotated[int | None, typer.Option("--year", help="表上没有年度时，按哪一年的办法计分。")]
Budget = Annotated[
    str, typer.Option("--budget", metavar="万元", help="全年预算数A，默认取目标表的资金总额。")
]
Executed = Annotated[str, typer.Option("--executed", metavar="万元", help="全年执行数B。")]
Coefficients = Annotated[
    Path | None,
    typer.Option("--coefficients", metavar="OUT.csv", help="另写下年分配用的绩效系数表。"),
]
Factors = Annotated[
    Path | None,
    typer.Option("--factors", metavar="因素.csv", help="把绩效系数填入分配方案的因素表，另存。"),
]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="OUT", help="另写一份电子表格。")]


def score(
    files: Files,
    values: ValuesFile = None,
    scope: Scope = "",
    year: Year = None,
    budget: Budget = "",
    executed: Executed = "",
    as_json: Annotated[bool, typer.Option("--json", help="以json输出。")] = False,
    xlsx: Xlsx = None,
    coefficients: Coefficients = None,
    factors: Factors = None,
) -> None:
    """重算绩效自评表，指出与表中不符之处；或按完成值给绩效目标表评分。每行列出算式。"""
    if values is not None:
        _score_targets(files, values, scope, year, (budget, executed), as_json, xlsx)
    else:
        found = _score_forms(files, year, as_json, xlsx)
        if coefficients is not None:
            _write_coefficients(found, coefficients, factors)
        _leave([each for _, one in found for each in one.findings])


def _score_forms(
    files: list[Path], year: int | None, as_json: bool, xlsx: Path | None
) -> list[tuple[str, Recomputed]]:
    from zhida.core.parameters import ParameterError
    from zhida.documents.errors import UnreadableFile
    from zhida.documents.parsing.evaluation import NoSelfEvaluation
    from zhida.documents.performance.score import score as score_of

    found: list[tuple[str, Recomputed]] = []
    unread = False
    for path in files:
        try:
            for number, one in enumerate(score_of(path, year), 1):
                name = path.name if number == 1 else f"{path.name}（第{number}张）"
                found.append((name, one))
        except (UnreadableFile, NoSelfEvaluation, ParameterError) as error:
            messages().print(str(error), style="fault", soft_wrap=True)
            unread = True
        except FileNotFoundError:
            messages().print(f"没有这个文件：{path}", style="fault", soft_wrap=True)
            unread = True
    show_forms(found, as_json=as_json, xlsx=xlsx)
    if unread:
        raise typer.Exit(_UNREAD)
    return found


def _write_coefficients(
    found: list[tuple[str, Recomputed]], out: Path, factors: Path | None
) -> None:
    """The column of coefficients for next year's plan; refused where a form gives no score."""
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.performance.coefficient_file import rated_of

    years = {one.score.policy.year for _, one in found}
    if len(years) != 1:
        refuse(f"自评表有{len(years)}个年度，不能合成一张系数表。请分年度办理")
    try:
        rated = [rated_of(one, Path(name)) for name, one in found]
    except FaultyInput as error:
        refuse(str(error))
    deliver_coefficients(rated, years.pop(), "", out, factors)


def show_forms(found: list[tuple[str, Recomputed]], *, as_json: bool, xlsx: Path | None) -> None:
    """Forms worked out again: each beside what it prints, the total, and what is wrong."""
    from zhida.documents.performance.scores import compared_sheet, findings_sheet

    if not found:
        return
    for name, one in found if not as_json else []:
        deliver([compared_sheet(f"{name} {one.form.title}", one)], None, False)
        output().print(summary(one), soft_wrap=True)
        tell(one.findings)
        if not one.findings:
            output().print("没有发现问题。")
    sheets = [
        sheet
        for name, one in found
        for sheet in (
            compared_sheet(f"{name} {one.form.title}", one),
            findings_sheet(f"{name} 问题", one.findings),
        )
    ]
    _write(sheets, as_json, xlsx)


def summary(one: Recomputed) -> str:
    """重算结果 in a sentence: the rate, the total worked out and the one printed."""
    from zhida.core.performance.points import plain, points_text

    score = one.score
    rate = score.execution.rate
    told = f"执行率{points_text(rate * 100)}%" if rate is not None else "执行率无法计算"
    if not one.form.scored:
        return f"{told}。表中没有得分栏，只核对完成值、执行率和原因说明。"
    total = "" if score.total is None else points_text(score.total)
    printed = one.form.total.value
    beside = "" if printed is None else f"，表中为{plain(printed)}"
    return f"{told}；重算总分{total}（{score.grade}）{beside}。{score.arithmetic}"


def _score_targets(
    files: list[Path],
    values: Path,
    scope: str,
    year: int | None,
    money: tuple[str, str],
    as_json: bool,
    xlsx: Path | None,
) -> None:
    from zhida.core.performance.typed import typed_table
    from zhida.documents.allocation.faults import FaultyInput
    from zhida.documents.performance.scores import arithmetic_lines, findings_sheet, score_sheet
    from zhida.documents.performance.values_file import read_values

    notices = read_notices(files)
    with_targets(notices, files)
    table = chosen_table([table for notice in notices for table in notice.targets], scope)
    own = table.year.value if table.year else year
    if own is None:
        refuse("绩效目标表没有写年度。请用 --year 写明")
    typings = typed_table(table)
    try:
        read = read_values(values, [each.indicator for each in typings], date(own, 12, 31))
    except FaultyInput as error:
        messages().print(str(error), style="fault", soft_wrap=True)
        raise typer.Exit(_UNREAD) from None
    scored = _scored(table, read.attained, own, money)
    title = f"{table.scope.value if table.scope else ''}{table.title}（{own}年度）"
    sheets = [score_sheet(title, scored)]
    if not as_json:
        deliver(sheets, None, False)
        for line in arithmetic_lines(scored):
            output().print(line, soft_wrap=True)
        tell(scored.findings)
    _write([*sheets, findings_sheet("问题", scored.findings)], as_json, xlsx)
    _leave(scored.findings)


def _scored(
    table: PerformanceTable, attained: tuple[Attainment, ...], year: int, money: tuple[str, str]
) -> Score:
    from zhida.core.parameters import ParameterError
    from zhida.core.performance.scoring import score as score_of

    total = next((each.amount.fen for each in table.amounts if each.kind == "total"), None)
    budget = wan_yuan(money[0], "--budget") if money[0] else total
    executed = spent_wan_yuan(money[1], "--executed", budget) if money[1] else None
    try:
        return score_of(attained, year, budget, executed)
    except ParameterError as error:
        refuse(str(error))


def _write(sheets: list[Sheet], as_json: bool, xlsx: Path | None) -> None:
    if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
        refuse(f"{xlsx}：电子表格的文件名须以.xlsx结尾")
    if as_json or xlsx is not None:
        deliver(sheets, xlsx, as_json)


def _leave(findings: list[Finding] | tuple[Finding, ...]) -> None:
    """The exit status: 1 from a finding of severity error on."""
    if any(each.severity in (Severity.FATAL, Severity.ERROR) for each in findings):
        raise typer.Exit(_FAULTY)

"""zhida dip demo: a city's three invented years, from settlement lists to the booked payout."""

from __future__ import annotations

import datetime
import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.dip.demo_report import report_html, yuan
from zhida.cli.dip.running import policy_of, running, stage
from zhida.cli.installation import As, installation, refuse

if TYPE_CHECKING:
    from zhida.engines.dip.synthetic import Plan

_YEAR = 2025
_GROWTH = Fraction(1, 20)
_RECORD = "demo.json"
"""What the folder was made for; it says how many lists there are once all are there."""


def demo(
    out: Annotated[
        Path, typer.Argument(metavar="文件夹", help="写到这里；中断的演示从做完的一步接着做。")
    ],
    cases: Annotated[int, typer.Option("--cases", min=1000, help="三年共多少份清单。")] = 20_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="相同的种子得到相同的结果。")] = 1,
    book: Annotated[
        bool, typer.Option("--book", help="把结算流程记入本系统的医保基金账（统筹区6501）。")
    ] = False,
    drafter: Annotated[
        str | None,
        typer.Option(
            "--drafter", metavar="用户", help="--book时由谁收取和提交，与审批的不是一人。"
        ),
    ] = None,
    who: As = None,
) -> None:
    """演示：合成一个市三年的清单，建目录、分组、测算、定预算、按月预付、清算，写出图表报告。"""
    if book:
        _may_book(drafter, who)
    with running("演示") as engine:
        from zhida.engines.dip import stages
        from zhida.engines.dip.budget import Basis, budget
        from zhida.engines.dip.directory import fingerprint, read_directory
        from zhida.engines.dip.flow_year import flow_year
        from zhida.engines.dip.ingested import ingest_into
        from zhida.engines.dip.measured import read_measured
        from zhida.engines.dip.monitoring import monitor
        from zhida.engines.dip.reading import read
        from zhida.engines.dip.side_tables import read_codes
        from zhida.engines.dip.synthetic import Plan
        from zhida.engines.exact import total
        from zhida.engines.writing import write_text_whole

        chosen, plan = (
            policy_of(None),
            Plan(cases=cases, seed=seed, diseases=min(300, cases // 100)),
        )
        made = _invented(out, plan)
        codes, grouped = read_codes(out / "codes"), out / "grouped.parquet"
        stage("2/7 清洗")
        read_in = ingest_into(engine, out / "lists", chosen, out / "cases")
        stage("3/7 建目录")
        directory, scores = out / "directory.csv", out / "measured.json"
        if not directory.is_file():
            stages.build_directory(engine, read_in.cases, codes, chosen, directory)
        rules = read_directory(directory)
        stage("4/7 分组")
        if not grouped.is_file():
            stages.group(engine, read_in.cases, rules, codes, chosen, grouped)
        table = stages.read_grouped(engine, grouped, fingerprint(rules))
        layers = stages.layers(engine, table)
        stage("5/7 测算")
        if not scores.is_file():
            stages.score(engine, grouped, rules, chosen, scores)
        measured = read_measured(scores)
        stage("6/7 结算")
        last = table.filter(table.year == _YEAR - 1)
        sums = last.group_by(["pool", "insutype"]).agg(fen=total(last.fund_fen))
        funds = {
            (row["pool"], row["insutype"]): budget(
                Basis(last_fen=row["fen"], growth=_GROWTH), chosen
            )
            for row in engine.to_pyarrow(sums.order_by("pool", "insutype")).to_pylist()
        }
        scored = stages.scored_year(engine, grouped, _YEAR, measured, chosen)
        rests_on = stages.fingerprints({"grouped": grouped, "scores": scores})
        years = flow_year(engine, scored, _YEAR, funds, measured, chosen, {}, rests_on)
        stages.write_flows(out / "flows", [each.flow for each in years])
        stage("7/7 监测")
        measures = monitor(
            engine, scored, measured, chosen, read(engine, out / "lists"),
            [each.flow for each in years],
        )  # fmt: skip
        facts = {
            "清单": f"{made:,}", "病例": f"{read_in.counted:,}",
            "隔离": f"{sum(read_in.quarantined.values()):,}", "病种": f"{len(rules):,}",
            "未入组": f"{layers.get('UNGROUPED', 0) + layers.get('EXCLUDED', 0):,}",
        }  # fmt: skip
        for each in years:
            of = f"统筹区{each.flow.pool} 险种{each.flow.insutype}"
            stands = each.flow.standing().values()
            paid, kept = (sum(getattr(one, name) for one in stands)
                          for name in ("paid_fen", "deposit_fen"))  # fmt: skip
            facts[f"{of} 基金（元）"] = yuan(each.flow.fund_fen)
            facts[f"{of} 付出（元）"] = yuan(paid)
            facts[f"{of} 质量保证金（元）"] = yuan(kept)
            facts[f"{of} 流程指纹"] = each.flow.head
        write_text_whole(out / "report.html", report_html(facts, years, measures))
    told = output()
    for name, text in facts.items():
        told.print(f"{name}\t{text}", soft_wrap=True)
    if book:
        _book(out / "flows", drafter, who)
    told.print(f"报告已写入{out / 'report.html'}", soft_wrap=True)


def _may_book(drafter: str | None, who: str | None) -> None:
    """A refusal before the work and not after it: no system, or a person whom it doesn't know."""
    with installation():
        from zhida.platform.access.actors import actor

        actor(drafter)
        actor(who)


def _book(flows: Path, drafter: str | None, who: str | None) -> None:
    """Each flow submitted by one and approved by the other, into the insurance-fund book."""
    with installation():
        from zhida.engines.errors import EngineError
        from zhida.platform.access.actors import actor
        from zhida.platform.dip.settling import approve_settlement, bring

        brings, approves, day = actor(drafter), actor(who), datetime.date(_YEAR, 12, 31)
        for path in sorted(flows.glob("*.json")):
            try:
                brought = bring(brings, path.read_bytes(), path.name, _YEAR, day)
                done = approve_settlement(approves, int(brought.settlement.pk), day)
            except EngineError as wrong:
                refuse(str(wrong))
            of, vouchers = done.settlement.insutype, len(done.new)
            output().print(f"险种{of}：已提交、审批，医保基金账{vouchers}张凭证")


def _invented(out: Path, plan: Plan) -> int:
    """The lists and code tables of a plan below a folder, made once; how many lists there are.

    Raises EngineError where the folder holds anything else.
    """
    from zhida.engines.dip.synthetic import write_years
    from zhida.engines.dip.synthetic_diseases import properties
    from zhida.engines.errors import EngineError
    from zhida.engines.writing import write_text_whole

    record, lists, codes = out / _RECORD, out / "lists", out / "codes"
    asked = {"cases": plan.cases, "seed": plan.seed}
    held = json.loads(record.read_text("utf-8")) if record.is_file() else {}
    if {name: held.get(name) for name in asked} != asked:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise EngineError(f"“{out}”不是空文件夹，也不是同一演示。请换一个文件夹")
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as wrong:
            raise EngineError(f"无法建立“{out}”：{wrong.strerror}") from wrong
        write_text_whole(record, json.dumps(asked) + "\n")
    if "lists" in held:
        messages().print(f"“{out}”里已有这一演示，接着做", soft_wrap=True)
        return int(held["lists"])
    stage("1/7 合成清单")
    shutil.rmtree(lists, ignore_errors=True)
    truth = write_years(lists, plan)
    codes.mkdir(exist_ok=True)
    rows = [f"{code},{name}\n" for code, name in sorted(properties(truth.diseases).items())]
    write_text_whole(codes / "properties.csv", "code,property\n" + "".join(rows))
    write_text_whole(record, json.dumps(asked | {"lists": truth.lists}) + "\n")
    return truth.lists

"""zhida dip demo: a city's three invented years, from settlement lists to the booked payout."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import output
from zhida.cli.dip.demo_report import report_html, yuan
from zhida.cli.dip.running import policy_of, running
from zhida.cli.installation import As, installation

_YEAR = 2025
_GROWTH = Fraction(1, 20)


def demo(
    out: Annotated[Path, typer.Argument(metavar="文件夹", help="写到这里，须为空或不存在。")],
    cases: Annotated[int, typer.Option("--cases", min=1000, help="三年共多少份清单。")] = 20_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="相同的种子得到相同的结果。")] = 1,
    book: Annotated[
        bool, typer.Option("--book", help="把结算流程记入本系统的医保基金账（统筹区6501）。")
    ] = False,
    who: As = None,
) -> None:
    """演示：合成一个市三年的清单，建目录、分组、测算、定预算、按月预付、清算，写出图表报告。"""
    with running("演示") as engine:
        from zhida.engines.dip import stages
        from zhida.engines.dip.budget import Basis, budget
        from zhida.engines.dip.flow_year import flow_year
        from zhida.engines.dip.monitoring import monitor
        from zhida.engines.dip.reading import read
        from zhida.engines.dip.side_tables import read_codes
        from zhida.engines.dip.synthetic import Plan, write_years
        from zhida.engines.dip.synthetic_diseases import properties
        from zhida.engines.errors import EngineError
        from zhida.engines.exact import total

        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise EngineError(f"“{out}”不是空文件夹。请换一个文件夹")
        chosen, lists, folder = policy_of(None), out / "lists", out / "codes"
        truth = write_years(lists, Plan(cases=cases, seed=seed, diseases=min(300, cases // 100)))
        folder.mkdir()
        rows = [f"{code},{name}\n" for code, name in sorted(properties(truth.diseases).items())]
        (folder / "properties.csv").write_text("code,property\n" + "".join(rows), "utf-8")
        codes, grouped = read_codes(folder), out / "grouped.parquet"
        read_in = stages.ingest(engine, lists, chosen, out / "quarantine.parquet")
        rules = stages.build_directory(engine, read_in.cases, codes, chosen, out / "directory.csv")
        layers = stages.group(engine, read_in.cases, rules, codes, chosen, grouped)
        measured = stages.score(engine, grouped, rules, chosen, out / "measured.json")
        table = stages.read_grouped(engine, grouped, measured.directory)
        last = table.filter(table.year == _YEAR - 1)
        sums = last.group_by(["pool", "insutype"]).agg(fen=total(last.fund_fen))
        funds = {
            (row["pool"], row["insutype"]): budget(
                Basis(last_fen=row["fen"], growth=_GROWTH), chosen
            )
            for row in engine.to_pyarrow(sums.order_by("pool", "insutype")).to_pylist()
        }
        scored = stages.scored_year(engine, grouped, _YEAR, measured, chosen)
        rests_on = stages.fingerprints({"grouped": grouped, "scores": out / "measured.json"})
        years = flow_year(engine, scored, _YEAR, funds, measured, chosen, {}, rests_on)
        stages.write_flows(out / "flows", [each.flow for each in years])
        measures = monitor(engine, scored, measured, chosen, read(engine, lists))
        facts = {
            "清单": str(truth.lists), "病例": str(read_in.counted),
            "隔离": str(sum(read_in.quarantined.values())), "病种": str(len(rules)),
            "未入组": str(layers.get("UNGROUPED", 0) + layers.get("EXCLUDED", 0)),
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
        (out / "report.html").write_text(report_html(facts, years, measures), "utf-8")
    told = output()
    for name, text in facts.items():
        told.print(f"{name}\t{text}", soft_wrap=True)
    if book:
        with installation():
            from zhida.platform.access.actors import actor
            from zhida.platform.ledger.fund_booking import book_flow

            for each in years:
                posted = book_flow(actor(who), each.flow, datetime.date(_YEAR, 12, 31))
                told.print(f"险种{each.flow.insutype}：医保基金账{len(posted)}张凭证")
    told.print(f"报告已写入{out / 'report.html'}", soft_wrap=True)

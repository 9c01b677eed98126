"""zhida targets with an installation: set, list, declare, measure."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import register
from typer.testing import Result

from zhida.platform.access.policy import Role

Zhida = Callable[..., Result]


def test_goals_are_set_listed_declared_and_measured(
    zhida: Zhida, real_notices: tuple[Path, ...], tmp_path: Path
) -> None:
    notice = next(path for path in real_notices if path.name.startswith("000"))
    done = zhida("targets", "set", notice)
    assert done.exit_code == 0, done.output
    assert "阿克苏地区" in done.output
    listed = json.loads(zhida("targets", "list", 2021, "--region", "652900", "--json").output)
    rows = listed[0]["rows"]
    assert len(rows) == 14
    assert {row["取值方式"] for row in rows} == {"无数据"}
    number = rows[0]["编号"]

    register("地区经办", "652900-finance", Role.DRAFTER)
    who = ("--as", "地区经办")
    bare = zhida("targets", "declare", number, "3次", *who)
    assert bare.exit_code == 2
    assert "必须附证明材料" in bare.output

    sheet = tmp_path / "签到表.pdf"
    sheet.write_bytes(b"%PDF-1.7 signed")
    vague = zhida("targets", "declare", number, "约3次", "--evidence", sheet, *who)
    assert vague.exit_code == 2
    assert "是约数" in vague.output

    foreign = zhida("targets", "declare", number, "3次", "--evidence", sheet, "--as", "审核人乙")
    assert foreign.exit_code == 2
    assert "限于本区划" in foreign.output

    done = zhida("targets", "declare", number, "3次", "--evidence", sheet, *who)
    assert done.exit_code == 0, done.output
    shown = json.loads(zhida("targets", "list", 2021, "--json", *who).output)[0]["rows"]
    assert [(row["实际值"], row["取值方式"]) for row in shown[:1]] == [("3次", "填报")]

    measured = zhida(
        "targets", "measure", 2021, "--region", "652900", "--as-of", "2021-09-30", *who
    )
    assert measured.exit_code == 0
    assert "尚未启用" in measured.output


def test_what_is_neither_a_file_nor_a_number_is_refused(zhida: Zhida) -> None:
    result = zhida("targets", "set", "某财社〔2025〕99号")
    assert result.exit_code == 2
    assert "请核对文件名或文号" in result.output

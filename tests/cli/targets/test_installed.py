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


def test_the_dates_of_a_notice_that_fall_outside_its_year_are_settled_by_a_person(
    zhida: Zhida, real_notices: tuple[Path, ...]
) -> None:
    """The table of a notice of 2023 prints 2022: its two "12月底前" would be last year's."""
    notice = next(path for path in real_notices if path.name.startswith("004"))
    assert zhida("targets", "set", notice, "--year", 2023).exit_code == 0
    listed = zhida("targets", "settle", "--year", 2023)
    assert listed.exit_code == 0, listed.output
    assert listed.output.count("不在2023年度内") == 2
    rows = json.loads(zhida("targets", "list", 2023, "--json").output)[0]["rows"]
    days = [each["编号"] for each in rows if "2022-12-31" in each["指标值"]]
    assert len(days) == 2
    register("市经办", "440900-finance", Role.DRAFTER)
    who = ("--as", "市经办")
    bare = zhida("targets", "settle", days[0], "2023年12月31日前", *who)
    assert bare.exit_code == 2 and "必须写明理由" in bare.output
    nothing = zhida("targets", "settle", days[0], *who)
    assert nothing.exit_code == 2 and "请写明指标值" in nothing.output
    done = zhida(
        "targets", "settle", days[0], "2023年12月31日前", "--reason", "年度笔误，已核实", *who
    )
    assert done.exit_code == 0, done.output
    assert "2023-12-31" in done.output and "原文" in done.output
    again = json.loads(zhida("targets", "list", 2023, "--json", *who).output)[0]["rows"]
    assert "2023-12-31" in next(each["指标值"] for each in again if each["编号"] == days[0])

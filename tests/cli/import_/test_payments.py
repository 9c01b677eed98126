"""zhida import: the county's clerk imports, reads the messages, and settles what waits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.execution.treasury import LINE, open_county, stood

from zhida.platform.access.policy import Role

HEADER = "支付令号,支付日期,支付金额（元）,预算单位名称,指标文号,功能科目,直达标识,原支付凭证号\n"
GOOD = 'A1,2025-03-03,"30,000.00",天山区人民医院,天财社〔2025〕4号,2101301,01,\n'
WAITS = "A2,2025-03-04,5000,天山区人民医院,天财社〔2025〕4号,2101302,01,\n"


@pytest.fixture
def clerk(zhida: Zhida) -> Zhida:
    """The county's drafter, whose units have 100 万元 each."""
    open_county()
    register("经办人甲", "650102-finance", Role.DRAFTER)
    return lambda *arguments: zhida(*arguments, "--as", "经办人甲")


def file(folder: Path, *rows: str, name: str = "支付.csv") -> Path:
    """A csv file of the treasury."""
    path = folder / name
    path.write_text(HEADER + "".join(rows), encoding="gb18030")
    return path


def test_a_preview_shows_lines_and_reasons_and_writes_nothing(clerk: Zhida, tmp_path: Path) -> None:
    shown = clerk("import", "payments", file(tmp_path, GOOD, WAITS))
    assert shown.exit_code == 0
    assert "这是预览，没有写入" in shown.output
    assert "P207" in shown.output
    assert "支付.csv 第3行 第6列" in shown.output
    assert "可记账1笔，待认领1笔" in shown.output
    assert stood() == {"executable": 100}


def test_confirm_queue_match(clerk: Zhida, tmp_path: Path) -> None:
    path = file(tmp_path, GOOD, WAITS)
    done = clerk("import", "payments", path, "--confirm")
    assert "已记账1笔，1笔待认领" in done.output
    assert stood() == {"executable": 97, "paid": 3}
    again = clerk("import", "payments", path, "--confirm")
    assert "这些支付以前都已导入，没有重复记账" in again.output
    waiting = clerk("import", "queue")
    number = re.search(r"^\s*(\d+)\s+A2\s", waiting.output, re.MULTILINE)
    assert number is not None, waiting.output
    key = LINE.digest.hex()[:12]
    matched = clerk("import", "match", number[1], key, "--reason", "科目已由国库更正")
    assert "已记账，凭证2025-" in matched.output
    assert "没有待认领的支付" in clerk("import", "queue").output


def test_a_fault_stops_the_file_and_says_where(clerk: Zhida, tmp_path: Path) -> None:
    bad = "A3,2025-03-05,一百元,天山区人民医院,天财社〔2025〕4号,2101301,01,\n"
    shown = clerk("import", "payments", file(tmp_path, GOOD, bad), "--confirm")
    assert shown.exit_code == 1
    assert "支付.csv 第3行 第3列" in shown.output
    assert "没有写入任何内容" in shown.output
    assert stood() == {"executable": 100}


def test_a_mapping_names_the_columns_of_a_site(clerk: Zhida, tmp_path: Path) -> None:
    path = tmp_path / "支付.csv"
    path.write_text(
        "票号,日子,数额,用款,文\nA1,2025-03-03,2,天山区人民医院,天财社〔2025〕4号\n", "utf-8"
    )
    mapping = tmp_path / "对应.toml"
    mapping.write_text(
        'unit = "万元"\n[columns]\nnumber = "票号"\ndate = "日子"\namount = "数额"\n'
        'unit = "用款"\nquota = "文"\n',
        "utf-8",
    )
    done = clerk("import", "payments", path, "--mapping", mapping, "--confirm")
    assert "已记账1笔" in done.output
    assert stood() == {"executable": 98, "paid": 2}


def test_several_files_are_one_import(clerk: Zhida, tmp_path: Path) -> None:
    """Money that comes back in one file may be paid again by the other."""
    first = file(tmp_path, GOOD.replace('"30,000.00"', "1000000"))
    second = file(
        tmp_path,
        "R1,2025-03-10,-400000,天山区人民医院,天财社〔2025〕4号,2101301,01,A1\n",
        "A5,2025-03-11,400000,天山区人民医院,天财社〔2025〕4号,2101301,01,\n",
        name="三月.csv",
    )
    done = clerk("import", "payments", first, second, "--confirm")
    assert "已记账3笔" in done.output
    assert stood() == {"paid": 100}


def test_a_payment_of_other_money_is_set_aside(clerk: Zhida, tmp_path: Path) -> None:
    foreign = WAITS.replace("天财社〔2025〕4号", "天财行〔2025〕1号")
    clerk("import", "payments", file(tmp_path, foreign), "--confirm")
    number = re.search(r"^\s*(\d+)\s+A2\s", clerk("import", "queue").output, re.MULTILINE)
    assert number is not None
    assert clerk("import", "discard", number[1], "--reason", "行政经费").exit_code == 0
    assert "没有待认领的支付" in clerk("import", "queue", "--retry").output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("import", "payments", "没有.csv"), "无法读取“没有.csv”"),
        (("import", "match", "99", "天财社〔2025〕4号", "--reason", "理由"), "没有编号为99的支付"),
        (("import", "discard", "99", "--reason", "理由"), "没有编号为99的支付"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    clerk: Zhida, arguments: tuple[str, ...], sentence: str
) -> None:
    refused = clerk(*arguments)
    assert refused.exit_code == 2
    assert sentence in refused.output


def test_an_import_that_is_stopped_half_way_leaves_nothing_and_says_so(
    clerk: Zhida, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C after the first payment is booked."""

    def stopped(actor: object, verb: str, *_: object, **__: object) -> None:
        if verb == "confirm_payments":
            raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr("zhida.platform.execution.actions.record", stopped)
        done = clerk("import", "payments", file(tmp_path, GOOD, WAITS), "--confirm")
    assert done.exit_code == 130
    assert "没有留下一半" in done.stderr
    assert stood() == {"executable": 100}
    again = clerk("import", "payments", file(tmp_path, GOOD, WAITS))
    assert "可记账1笔，待认领1笔" in again.output and "以前已导入" not in again.output

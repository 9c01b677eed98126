"""读规则: a rule set is read from csv or a workbook, or refused with the rows that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from tests.engines.drg.grouping import SAMPLE

from zhida.engines.drg.conditions import Alternatives
from zhida.engines.drg.reading import read_rules
from zhida.engines.drg.ruleset import RuleSet, fingerprint
from zhida.engines.drg.sample_rules import sample_tables, sample_texts, write_sample_rules
from zhida.engines.drg.tables import TABLES, FaultyRules
from zhida.engines.errors import EngineError


def test_the_sample_is_what_its_generator_writes() -> None:
    texts = {file.stem: file.read_text("utf-8") for file in SAMPLE.glob("*.csv")}
    assert texts == sample_texts()


def test_the_sample_asks_in_every_way(sample: RuleSet) -> None:
    """Every kind of question, every stage, every kind of group, every form of condition."""
    assert {atom.kind for atom in sample.atoms} == {
        "pdx", "sdx", "main", "op", "pair", "regions", "age", "weight", "sex", "mcc", "cc"
    }  # fmt: skip
    assert len({each.stage for each in sample.categories}) == 5
    assert len({each.treatment for each in sample.adjacent}) == 3
    assert len({shape(each.condition) for each in sample.adjacent}) >= 16


def shape(condition: Alternatives) -> str:
    """A condition without the names of its lists and numbers."""
    told = [
        "&".join(sorted(("" if there else "!") + atom.kind for atom, there in each))
        for each in condition
    ]
    return "|".join(sorted(told))


@pytest.fixture(scope="module")
def sample() -> RuleSet:
    """The invented rule set."""
    return read_rules(SAMPLE)


def workbook(path: Path, *, number: bool = False) -> Path:
    """The sample as a workbook; with a code kept as a number, if asked for."""
    book = xlsxwriter.Workbook(path)
    for name, rows in sample_tables().items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate([TABLES[name], *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
        if number and name == "lists":
            sheet.write_number(3, 2, 47.01)
    book.close()
    return path


def test_a_workbook_holds_the_same_rules(sample: RuleSet, tmp_path: Path) -> None:
    found = read_rules(workbook(tmp_path / "rules.xlsx"))
    assert fingerprint(found) == fingerprint(sample)
    assert found.groups[0].place == "“rules.xlsx”工作表“drg”第2行"


def test_a_code_that_lost_its_zeros_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyRules, match=r"工作表“lists”第4行的code“47[.]01”是数字"):
        read_rules(workbook(tmp_path / "rules.xlsx", number=True))


def test_the_fingerprint_tells_any_change_that_decides(tmp_path: Path, sample: RuleSet) -> None:
    """And none that doesn't: the order of lists, blank lines."""
    write_sample_rules(tmp_path)
    lists = (tmp_path / "lists.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "lists.csv").write_text("".join([lists[0], "\n", *lists[:0:-1]]), "utf-8")
    assert fingerprint(read_rules(tmp_path)) == fingerprint(sample)
    changed = changed_in("exclusions", "K36.x00,4", "K36.x00,5")
    assert fingerprint(read_rules(changed(tmp_path))) != fingerprint(sample)


def changed_in(table: str, old: str, new: str) -> Callable[[Path], Path]:
    """The sample in a folder, with one text of one table replaced."""

    def make(folder: Path) -> Path:
        write_sample_rules(folder)
        text = (folder / f"{table}.csv").read_text("utf-8")
        assert text.count(old) == 1, (text.count(old), old)
        (folder / f"{table}.csv").write_text(text.replace(old, new), "utf-8")
        return folder

    return make


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("lists", "HEAD,dx,S00-S09", "HEAD,op,手术", "“lists.csv”第7行的“手术”不是手术操作代码"),
        ("lists", "HEAD,dx,S00-S09", "HEAD,dx,S09-S00", "“lists.csv”第7行的范围“S09-S00”前后颠倒"),
        ("lists", "HEAD,dx,S00-S09", "HEAD,dx,@INJURY", "引用成环：HEAD→INJURY→HEAD"),
        ("lists", "HEAD,dx,S00-S09", "HEAD,dx,@NOWHERE", "引用的表NOWHERE不在lists中"),
        ("lists", "HEAD,dx,S00-S09", "HEAD,dx,@BONE", "引用的表BONE不是同一种代码"),
        ("lists", "HEAD,dx,S00-S09", "HEAD,tx,S00-S09", "kind应为dx或op"),
        ("lists", "HEAD,dx,S00-S09", "HEART,dx,I20-I25", "“lists.csv”第7行的I20-I25与“lists.csv”第2行重复"),
        ("lists", "HEAD,dx,S00-S09", "HEART,op,01.2400", "第7行的表HEART与“lists.csv”第2行矛盾"),
        ("mdc", "B,头部（示例）,PRINCIPAL,pdx:HEAD", "B,头部（示例）,PRINCIPAL,pdx:SKULL",
         "“mdc.csv”第8行（B）条件中的表SKULL不是诊断表"),
        ("mdc", "B,头部（示例）,PRINCIPAL", "B,头部（示例）,SOMETIMES", "的stage“SOMETIMES”不是"),
        ("mdc", "B,头部", "F,头部", "“mdc.csv”第9行的代码F与“mdc.csv”第8行重复"),
        ("mdc", "PRINCIPAL,pdx:BELLY", "PRINCIPAL,pdx:HEART",
         "“mdc.csv”第10行（G）的条件都已被“mdc.csv”第9行（F）收走"),
        ("adrg", "FR1,心肌梗死,F,pdx:INFARCT", "FR1,心肌梗死,F,pdx:NOBODY",
         "（FR1）条件中的表NOBODY不在lists中"),
        ("adrg", "FR1,心肌梗死,F,pdx:INFARCT", "FR1,心肌梗死,F,", "第24行（FR2）的条件都已被"),
        ("adrg", "FR1,心肌梗死,F,pdx:INFARCT", "F11,心肌梗死,F,pdx:INFARCT", "的代码“F11”应为三位"),
        ("adrg", "FR1,心肌梗死,F,pdx:INFARCT", "GR1,心肌梗死,F,pdx:INFARCT", "的代码“GR1”应为三位"),
        ("adrg", "FR1,心肌梗死,F,pdx:INFARCT", "FR1,心肌梗死,F,pdx:INFARCT & (cc", "缺少右括号"),
        ("adrg", "FR1,心肌梗死,F,pdx:INFARCT", "FR1,心肌梗死,F,pdx:INFARCT & !pdx:INFARCT",
         "永远不成立"),
        ("adrg", "FR1,心肌梗死,F,pdx:INFARCT", "FR1,心肌梗死,F,weight:9-1", "“weight:9-1”前后颠倒"),
        ("adrg", "FR1,心肌梗死,F,pdx:INFARCT", "FR1,心肌梗死,F,心肌", "“心肌”无法识别"),
        ("drg", "FR15,", "FR25,", "“drg.csv”第43行的代码“FR25”应为FR1加一位"),
        ("drg", "心肌梗死，不伴并发症,FR1,", "心肌梗死，不伴并发症,FR1,cc",
         "最后一个（“drg.csv”第43行）的条件应为空白"),
        ("drg", "心肌梗死，伴严重并发症,FR1,mcc", "心肌梗死，伴严重并发症,FR1,cc", "（FR13）的条件都已被"),
        ("complications", "I10.x00,CC,2", "I50.900,CC,2", "矛盾：一处为MCC，一处为CC"),
        ("complications", "I10.x00,CC,2", "E11.900,CC,2", "重复"),
        ("complications", "I10.x00,CC,2", "I10.x00,SOME,2", "应为MCC或CC"),
        ("complications", "I10.x00,CC,2", "I10.x00,CC,9", "I10.x00的排除表9不在exclusions中"),
        ("complications", "I10.x00,CC,2", "I10,CC,2", "的“I10”不是完整的诊断代码"),
        ("exclusions", "K36.x00,4", "K36,4", "的“K36”不是完整的诊断代码"),
        ("exclusions", "K36.x00,4", "K35.800,4", "K35.800在排除表4中重复"),
        ("exclusions", "dx,table", "dx,number", "第1行的列应为dx、table，各一次"),
        ("version", "示例1.0", "", "version表应有一行，写明版本"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused_with_its_row(
    tmp_path: Path, table: str, old: str, new: str, told: str
) -> None:
    with pytest.raises(FaultyRules) as refused:
        read_rules(changed_in(table, old, new)(tmp_path))
    assert told in "\n".join(refused.value.faults)


def test_what_is_missing_or_not_known_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="不存在"):
        read_rules(tmp_path / "nowhere")
    with pytest.raises(FaultyRules, match="缺少表version、mdc、adrg、drg、lists"):
        read_rules(tmp_path)
    write_sample_rules(tmp_path)
    (tmp_path / "complications.csv").unlink()
    (tmp_path / "exclusions.csv").unlink()
    assert read_rules(tmp_path).complications == {}  # a place may do without
    (tmp_path / "notes.csv").write_text("a\n", "utf-8")
    with pytest.raises(FaultyRules, match="有不认识的表notes"):
        read_rules(tmp_path)

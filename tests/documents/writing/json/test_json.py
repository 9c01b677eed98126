"""JSON: the published names, exact amounts, null for what is absent."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zhida.core.notice import Notice
from zhida.documents.outcomes import Checked, Outcome, Unreadable
from zhida.documents.writing.json import schema, write_json

NAMES = (
    "files doc_number issuers addressees copy_to title date fund sub_fund budget_year status "
    "basis total appropriations availability disclosure attachments allocation spending forms "
    "targets obligations findings"
).split()


def written(*outcomes: Outcome, compact: bool = False) -> dict[str, Any]:
    """What a program would read back; it must obey the schema."""
    stream = io.StringIO()
    write_json(outcomes, stream, compact=compact)
    loaded: dict[str, Any] = json.loads(stream.getvalue())
    Draft202012Validator(schema()).validate(loaded)
    return loaded


@pytest.fixture
def one(checked: Checked) -> dict[str, Any]:
    """The notice of the fixture as an object."""
    found: dict[str, Any] = written(checked)["notices"][0]
    return found


def test_the_schema_is_a_schema_and_every_object_in_it_is_closed() -> None:
    Draft202012Validator.check_schema(schema())

    def objects(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [found for each in node for found in objects(each)]
        if not isinstance(node, dict):
            return []
        inner = [found for each in node.values() for found in objects(each)]
        return inner + ([node] if node.get("type") == "object" else [])

    assert len(objects(schema())) > 20
    assert all("additionalProperties" in each for each in objects(schema()))


def test_a_notice_begins_with_the_published_names_in_their_order(one: dict[str, Any]) -> None:
    assert list(one)[: len(NAMES)] == NAMES


def test_amounts_are_integers_in_fen_with_state_and_print(one: dict[str, Any]) -> None:
    assert one["total"] == {"fen": 3_000_000, "state": "number", "printed": "3万元"}
    assert one["spending"][0]["fen"] == 100_000
    assert one["forms"][0]["cells"][0]["fen"] == 3_000_000


def test_the_head_is_plain_text_and_iso_dates(one: dict[str, Any]) -> None:
    assert one["doc_number"] == "某财社〔2024〕8号"
    assert one["date"] == "2024-01-05"
    assert one["status"] == "formal"
    assert one["issuers"] == ["某省财政厅"]
    assert one["copy_to"] == []


def test_the_upstream_notice_is_the_first_basis(one: dict[str, Any]) -> None:
    assert [each["doc_number"] for each in one["basis"]] == [
        "财社〔2023〕150号",
        "财社〔2024〕26号",
    ]
    assert one["basis"][1]["status"] is None


def test_an_appropriation_has_codes_flag_and_project(one: dict[str, Any]) -> None:
    only = one["appropriations"][0]
    assert (only["source"], only["budget_kind"]) == ("central", "general")
    assert only["codes"] == {
        "income": ["1100249"],
        "transfer_function": [],
        "function": [],
        "gov_econ": [],
        "dept_econ": [],
    }
    assert only["code_names"] == {"1100249": "医疗卫生"}
    assert (only["flag"]["regime"], only["flag"]["code"]) == ("direct", "01")
    assert only["project"] == {"code": "Z1", "name": "医疗救助"}


def test_rows_of_all_tables_follow_each_other_and_parents_point_into_the_whole_list(
    one: dict[str, Any],
) -> None:
    rows = one["allocation"]
    assert [row["recipient"] for row in rows] == ["甲县", "乙县", "合计"] * 2
    assert [row["table"] for row in rows] == [1, 1, 1, 2, 2, 2]
    assert [row["parent"] for row in rows] == [2, 2, None, 5, 5, None]
    assert rows[0]["region"] == "某省甲市甲县"
    assert rows[1]["region"] is None
    assert [row["kind"] for row in rows[:3]] == ["leaf", "leaf", "total"]


def test_a_measure_of_words_has_its_print_and_no_fen(one: dict[str, Any]) -> None:
    figure, words = one["allocation"][0]["measures"]
    assert (figure["column"], figure["source"], figure["kind"]) == ("中央", "central", "money")
    assert (figure["fen"], figure["count"], figure["printed"]) == (1_000_000, None, "1.00")
    assert (words["kind"], words["fen"], words["printed"]) == ("text", None, "=1+1")


def test_target_values_are_numbers_dates_or_null(one: dict[str, Any]) -> None:
    values = [each["target"]["value"] for each in one["targets"][0]["indicators"]]
    assert values == [4, 99.5, "2024-06-30", None, None]
    assert isinstance(values[0], int)
    assert one["targets"][0]["amounts"] == {
        "total": {"fen": 3_000_000, "state": "number", "printed": "3"}
    }


def test_a_duty_has_its_deadline_as_printed_and_as_a_day(one: dict[str, Any]) -> None:
    duty = one["obligations"][0]
    assert (duty["due"], duty["due_date"]) == ("2024年6月30日前", "2024-06-30")
    assert duty["to_whom"] is None


def test_a_finding_names_every_cell(one: dict[str, Any]) -> None:
    finding = one["findings"][0]
    assert (finding["expected"], finding["found"], finding["difference"]) == (
        3_500_000,
        3_000_000,
        -500_000,
    )
    assert [(each["row"], each["column"]) for each in finding["sources"]] == [
        (2, 2),
        (3, 2),
        (4, 2),
    ]
    assert finding["sources"][0]["text"] == "通知.docx 表1 第2行 第2列"


def test_a_bare_notice_is_valid_too() -> None:
    bare = written(Checked(Notice(files=())))["notices"][0]
    assert bare["total"] == {"fen": None, "state": "absent", "printed": None}
    assert bare["doc_number"] is None


def test_files_that_could_not_be_read_are_errors_wherever_they_come(checked: Checked) -> None:
    refused = Unreadable("收文/坏.pdf", "文件已损坏", "请重新取得")
    whole = written(refused, checked, refused, checked)
    assert len(whole["notices"]) == 2
    assert whole["errors"][0] == {"file": "坏.pdf", "reason": "文件已损坏", "hint": "请重新取得"}
    assert written() == {**whole, "notices": [], "errors": []}


def test_compact_says_the_same_on_one_line(checked: Checked) -> None:
    refused = Unreadable("坏.pdf", "文件已损坏")
    stream = io.StringIO()
    write_json([checked, refused], stream, compact=True)
    assert len(stream.getvalue().splitlines()) == 1
    assert written(checked, refused, compact=True) == written(checked, refused)


def test_the_same_notice_gives_the_same_text(checked: Checked) -> None:
    texts = []
    for _ in range(2):
        stream = io.StringIO()
        write_json([checked], stream)
        texts.append(stream.getvalue())
    assert texts[0] == texts[1]
    assert texts[0].startswith('{\n  "schema": "urn:zhida:notices:1",\n')
    assert "〔" in texts[0], "hanzi are written as such"

"""国库支付文件: whatever the form and the order of columns, the same payments; each fault at its cell."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core.execution.payment_columns import PaymentMapping, payment_columns
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.findings import Finding
from zhida.core.money import Unit
from zhida.documents.errors import UnreadableFile
from zhida.documents.execution.payment_files import (
    PaymentFile,
    read_payment_bytes,
    read_payment_file,
)
from zhida.documents.execution.payment_mapping import WrongMapping, mapping_of
from zhida.documents.execution.payment_writing import write_payments

REGION = "650102"
HEADER = "支付凭证号,支付日期,金额（元）,预算单位,指标文号"


def read(text: str, name: str = "支付.csv", mapping: str = "") -> PaymentFile:
    """A csv file of the treasury."""
    return read_payment_bytes(name, text.encode(), REGION, mapping_of(mapping, "对应.toml"))


def codes(file: PaymentFile) -> list[str]:
    """The codes of what is wrong, hints left out."""
    return [each.code for each in file.reading.findings if each.severity.value != "hint"]


def only(file: PaymentFile, code: str) -> Finding:
    """The one finding of a code."""
    (found,) = [each for each in file.reading.findings if each.code == code]
    return found


# What a cell may hold and be the same afterwards: the readers trim blanks.
WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S"), exclude_characters="'\ufeff"), max_size=8
).filter(lambda text: text[:1] not in ("=", "+", "-", "@") and "合计" not in text)
CODES = st.from_regex(r"[1-9][0-9]{2,8}", fullmatch=True)
NAMES = st.sampled_from(["天山区人民医院", "沙依巴克区医疗保障局", "阿克苏市医院"])
FIELDS = tuple(payment_columns())


@st.composite
def payments(draw: st.DrawFn) -> list[Payment]:
    """Payments and refunds of one year, each number once."""
    found = []
    for at in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(PaymentKind))
        found.append(
            Payment(
                REGION,
                2025,
                f"ZF{at:03}",
                kind,
                draw(st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))),
                draw(st.integers(1, 10**15)),
                draw(NAMES),
                draw(st.sampled_from(["", "天财社〔2025〕4号", "0a1b2c3d"])),
                function=draw(st.just("") | CODES),
                gov_econ=draw(st.just("") | CODES),
                dept_econ=draw(st.just("") | CODES),
                payee=draw(WORDS),
                payee_account=draw(st.from_regex(r"[0-9]{0,19}", fullmatch=True)),
                purpose=draw(WORDS),
                refunds=f"YZ{at:03}" if kind is PaymentKind.REFUND else "",
            )
        )
    return found


@settings(max_examples=60)
@given(payments(), st.permutations(FIELDS), st.sampled_from(["csv", "xlsx", "json"]))
def test_what_is_written_is_read_back_in_any_order_of_columns(
    written: list[Payment], order: list[str], ending: str
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"支付.{ending}"
        write_payments(path, written, order)
        file = read_payment_file(path, REGION)
    assert codes(file) == []
    assert [_facts(each) for each in file.reading.payments] == [_facts(each) for each in written]
    sign = {PaymentKind.PAYMENT: 1, PaymentKind.REFUND: -1}
    assert file.reading.fen == sum(sign[each.kind] * each.fen for each in written)


def _facts(payment: Payment) -> bytes:
    return payment.content


@settings(max_examples=30)
@given(payments(), st.sampled_from([Unit.YUAN, Unit.QIAN_YUAN, Unit.WAN_YUAN, Unit.YI_YUAN]))
def test_the_unit_of_the_header_holds_to_the_fen(written: list[Payment], unit: Unit) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "支付.xlsx"
        write_payments(path, written, unit=unit)
        file = read_payment_file(path, REGION)
    assert [each.fen for each in file.reading.payments] == [each.fen for each in written]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_of_offices(encoding: str) -> None:
    text = f'{HEADER}\nA1,2025-03-03,"1,234.50",天山区人民医院,天财社〔2025〕4号\n'
    file = read_payment_bytes("支付.csv", text.encode(encoding), REGION)
    assert [each.fen for each in file.reading.payments] == [123450]


def workbook(*rows: Sequence[object], name: str = "Sheet1", formats: str = "General") -> bytes:
    """An xlsx with real numbers and days, as other systems write it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet(name)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime.date):
                    page.write_datetime(at, column, value, day)
                else:
                    page.write(at, column, value)
    return content.getvalue()


DAY = datetime.date(2025, 3, 3)


def of_workbook(*rows: Sequence[object]) -> PaymentFile:
    """A workbook with the usual header."""
    return read_payment_bytes("支付.xlsx", workbook(HEADER.split(","), *rows), REGION)


def test_stored_numbers_are_read_to_the_fen() -> None:
    """A sheet stores 0.1 + 0.2 as 0.30000000000000004; it shows 0.3."""
    file = of_workbook(
        ["A1", DAY, 0.1 + 0.2, "医院", ""],
        ["A2", DAY, 1234567890.12, "医院", ""],
        ["A3", DAY, 40.879999999999995, "医院", ""],
    )
    assert [each.fen for each in file.reading.payments] == [30, 123456789012, 4088]


def test_what_is_finer_than_a_fen_is_refused_at_its_cell() -> None:
    file = of_workbook(["A1", DAY, 12.345, "医院", ""])
    assert only(file, "P106").sources[0].describe() == "支付.xlsx 工作表“Sheet1” C2"
    assert file.reading.payments == ()


def test_an_account_that_lost_its_digits_is_refused() -> None:
    content = workbook(
        [*HEADER.split(","), "收款人账号"], ["A1", DAY, 5, "医院", "", 6217000012345678901]
    )
    file = read_payment_bytes("支付.xlsx", content, REGION)
    assert only(file, "P117").sources[0].address == "F2"


def test_moved_columns_are_told_at_the_cells() -> None:
    file = of_workbook(["A1", 1250.5, DAY, "医院", ""])
    places = [each.sources[0].address for each in file.reading.findings if each.code == "P110"]
    assert places == ["B2", "C2"]


def test_the_sheet_with_the_payments_is_found_below_its_title() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("说明").write(0, 0, "本表由国库系统导出")
        page = book.add_worksheet("明细")
        page.write(0, 0, "国库集中支付明细表")
        page.write(1, 0, "单位：万元")
        for column, name in enumerate(["凭证号", "清算日期", "支付金额", "预算单位名称"]):
            page.write(3, column, name)
        for column, cell in enumerate(["A1", "20250303", 1.25, "医院"]):
            page.write(5, column, cell)
    file = read_payment_bytes("支付.xlsx", content.getvalue(), REGION)
    (payment,) = file.reading.payments
    assert payment.fen == 1_250_000
    assert payment.source is not None
    assert payment.source.describe() == "支付.xlsx 工作表“明细” 第6行"


@pytest.mark.parametrize(
    ("total", "wrong"),
    [("8.00", False), ("4.00", False), ("9.00", True)],
    ids=["refunds added", "refunds taken off", "one yuan too much"],
)
def test_the_total_row_is_no_payment_and_is_held_against_the_sum(total: str, wrong: bool) -> None:
    text = (
        f"{HEADER},原支付凭证号\nA1,2025-03-03,6,医院,,\nR1,2025-03-04,2,医院,,A1\n"
        f"合 计,,{total},,,\n"
    )
    file = read(text)
    assert len(file.reading.payments) == 2
    assert codes(file) == (["P114"] if wrong else [])


def test_subtotals_count_from_the_last_one() -> None:
    text = (
        f"{HEADER}\nA1,2025-03-03,6,医院,\n小计,,6,,\nA2,2025-03-03,3,医院,\n小计,,3,,\n合计,,9,,\n"
    )
    assert codes(read(text)) == []
    assert codes(read(text.replace("小计,,3", "小计,,9"))) == ["P114"]


def test_one_number_once_in_a_file() -> None:
    same = f"{HEADER}\nA1,2025-03-03,6,医院,\nA1,2025-03-03,6.00,医院,\n"
    assert codes(read(same)) == []
    assert len(read(same).reading.payments) == 1
    other = only(read(same.replace("6.00", "7")), "P112")
    assert [each.describe() for each in other.sources] == ["支付.csv 第3行", "支付.csv 第2行"]


def test_a_missing_column_names_what_would_mend_it() -> None:
    file = read("支付凭证号,支付日期,预算单位\nA1,2025-03-03,医院\n")
    assert "金额" in only(file, "P101").sentence
    assert "[columns]" in only(file, "P101").mend


def test_a_file_that_a_mapping_does_not_fit_is_told_by_the_name_that_it_lacks() -> None:
    """The column is there under its usual name, but this site says that it has another."""
    text = f"{HEADER}\nA1,2025-03-03,6,医院,\n"
    wrong = only(read(text, mapping="[columns]\nnumber = '凭单编码'"), "P101")
    assert "缺少“凭单编码”（对应表中的支付凭证号）列" in wrong.sentence
    assert "number = ['甲', '乙']" in wrong.mend


def test_a_site_says_which_columns_and_words_are_its_own() -> None:
    text = "集中支付明细\n电子凭证编号,入账日,发生数,用款单位,类别\nA1,2025.3.3,1.5,医院,集中支付\n"
    mapping = """
        header_row = 2
        unit = "万元"
        [columns]
        number = "电子凭证编号"
        date = ["入账日", "记账日"]
        amount = "发生数"
        unit = "用款单位"
        kind = "类别"
        [kinds]
        "集中支付" = "payment"
    """
    (payment,) = read(text, mapping=mapping).reading.payments
    assert (payment.number, payment.fen, payment.unit) == ("A1", 1_500_000, "医院")
    assert codes(read(text.replace("1.5,医院,集中支付", "1.5,医院,什么"), mapping=mapping)) == [
        "P116"
    ]


@pytest.mark.parametrize(
    ("mapping", "named"),
    [
        ("colums = 1", "colums"),
        ("[columns]\nmoney = '金额'", "money"),
        ("[columns]\namount = 3", "amount"),
        ("[kinds]\n'退' = 'back'", "back"),
        ("unit = '美元'", "美元"),
        ("header_row = 0", "header_row"),
        ("year = '2025'", "year"),
        ("[columns", "TOML"),
    ],
)
def test_a_wrong_mapping_is_refused_by_name(mapping: str, named: str) -> None:
    with pytest.raises(WrongMapping, match=named):
        mapping_of(mapping, "对应.toml")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("支付.pdf", b"x"),
        ("支付.xlsx", b"PK\x03\x04 broken"),
        ("支付.xlsx", b"no zip"),
        ("支付.csv", b" \n "),
        ("支付.csv", b'a,"b\n'),
        ("支付.json", b"{"),
        ("支付.json", b'{"payments": 3}'),
        ("支付.json", b'{"payments": [{"amount": NaN}]}'),
        ("支付.json", b'{"payments": [{"amount": [1]}]}'),
        ("支付.json", b'{"format": "payments-9", "payments": []}'),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(name: str, data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=f"无法读取“{name}”"):
        read_payment_bytes(name, data, REGION)


def test_where_a_file_ceases_to_be_json_is_told_in_chinese() -> None:
    with pytest.raises(UnreadableFile, match="不是完整的json（第1行第12个字符处有误）"):
        read_payment_bytes("支付.json", b'{"number": ', REGION)


def test_a_file_that_is_not_there_and_a_folder_are_told_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"“无\.xlsx”：没有这个文件。检查文件名。"):
        read_payment_file(tmp_path / "无.xlsx", REGION)
    with pytest.raises(UnreadableFile, match="这是一个文件夹"):
        read_payment_file(tmp_path, REGION)
    with pytest.raises(UnreadableFile, match=r"无法读取“\.”"):
        read_payment_file(Path(), REGION)


def test_json_numbers_are_never_floats_and_faults_have_their_path() -> None:
    one = {"number": "A1", "date": "2025-03-03", "amount": 0.07, "unit": "医院"}
    file = read_payment_bytes("支付.json", json.dumps(one).encode(), REGION)
    assert [each.fen for each in file.reading.payments] == [7]
    two = {"payments": [one, one | {"number": "A2", "amount": "一元"}]}
    file = read_payment_bytes("支付.json", json.dumps(two).encode(), REGION)
    assert only(file, "P104").sources[0].describe() == "支付.json payments[1].amount"


def test_the_published_schema_has_our_fields_and_no_other() -> None:
    text = files("zhida.documents.execution").joinpath("payments.schema.json").read_text("utf-8")
    payment = json.loads(text)["$defs"]["payment"]
    assert set(payment["properties"]) == set(payment_columns())
    required = {each.field for each in payment_columns().values() if each.required}
    assert set(payment["required"]) == required


def cases() -> list[dict[str, str]]:
    """The rows of tests/cases/execution/payment_rows.csv."""
    path = Path(__file__).parents[2] / "cases" / "execution" / "payment_rows.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["说明"])
def test_every_row_of_the_case_table(case: dict[str, str]) -> None:
    """One row of a file: what it says in 元, or what is wrong at which column."""
    given = {name: case[name] for name in ("支付凭证号", "支付日期", case["金额列名"], "业务类型", "原支付凭证号")
             if name in case} | {case["金额列名"]: case["金额"], "预算单位": "医院"}  # fmt: skip
    content = io.StringIO()
    writer = csv.DictWriter(content, list(given))
    writer.writeheader()
    writer.writerow(given)
    file = read(content.getvalue(), mapping="year = 2025")
    if case["问题"]:
        found = [each for each in file.reading.findings if each.code == case["问题"]]
        assert found, file.reading.findings
        column = found[0].sources[0].column
        assert column is not None
        assert list(given)[column - 1] == case["所在列"]
        assert file.reading.blocked
        return
    (payment,) = file.reading.payments
    words: Callable[[PaymentKind], str] = {"payment": "支付", "refund": "退款"}.__getitem__
    assert (f"{payment.fen / 100:.2f}", words(payment.kind), payment.date.isoformat()) == (
        case["读作元"],
        case["读作类型"],
        case["读作日期"],
    )
    assert not file.reading.blocked


def test_the_mapping_is_ours_alone_where_none_is_given() -> None:
    assert PaymentMapping() == mapping_of("", "对应.toml")


def test_a_wrong_key_of_json_is_told_as_a_field_and_not_as_a_header() -> None:
    wrong = {"payments": [{"number": "A1", "day": "2025-03-03", "amount": "1", "who": "医院"}]}
    file = read_payment_bytes("支付.json", json.dumps(wrong).encode(), REGION)
    told = [each.sentence for each in file.reading.findings]
    assert "json 缺少字段 date（支付日期），现有字段：number、day、amount、who" in told
    assert any("没有字段 unit、unit_code、quota、quota_key 中的任何一个" in each for each in told)
    assert "字段“day”不认识，没有读取" in told
    assert not any("表头" in each or "列" in each for each in told)

"""用钱 spending: received, registered, made executable, paid; and what was late or wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from year.clerk import asked, say, zhida
from year.offices import COUNTIES, LATE, ON_TIME, PREFECTURE, Office
from zhida.core.money import format_fen

NOTICE = "阿地财社〔2025〕33号"
FILES = Path("fiscal-year/国库支付")


def receive(issued: Path) -> None:
    """Every county books the issued file, tells its day of receipt; all but one register."""
    say("九个县（市）拿地区发出的文件签收；收到文件的日期是2025-07-08")
    (letter,) = issued.glob("*.docx")
    for each in (PREFECTURE, *COUNTIES):
        each.opened()
    zhida(
        "due", "born", "新财社〔2025〕40号", "--received", "2025-06-23", "--as", PREFECTURE.drafter
    )
    for each in COUNTIES:
        zhida("book", letter, "--as", each.drafter, quiet=each is not LATE)
        zhida("due", "born", NOTICE, "--received", "2025-07-08", "--as", each.drafter, quiet=True)
    say("八个县（市）7月10日挂接、转可执行，乌什县没有")
    for each in ON_TIME:
        register(each, "2025-07-10")


def register(office: Office, day: str, *, quiet: bool = True) -> None:
    """Both lines of the county's money, whole."""
    for row in _waiting(office):
        for act in ("挂接", "转可执行"):
            zhida(
                "ledger", "act", act, row["指标"], format_fen(row["待下达指标"]), "--number", NOTICE,
                "--date", day, "--as", office.drafter, quiet=quiet,
            )  # fmt: skip


def _waiting(office: Office) -> list[dict[str, Any]]:
    return [row for row in _lines(office) if row["待下达指标"]]


def _lines(office: Office) -> list[dict[str, Any]]:
    (said,) = asked("ledger", "balances", "--holder", office.agency, "--as", office.drafter)
    return [row for row in said["rows"] if row["文号"] == NOTICE]


def lateness() -> None:
    """The county that didn't register: alert, inquiry, reply, opinion, closed."""
    say("7月21日检查：乌什县收到后3日内没有挂接。问询、答复、出具意见、办结")
    seen = ("alerts", "list", "--on", "2025-07-21", "--as", PREFECTURE.reviewer)
    zhida(*seen)
    said = asked(*seen)
    numbers = [each["number"] for each in said]
    for number in numbers:
        zhida(
            "alerts", "inquire", number, "为什么收到13天还没有挂接？", "--as", PREFECTURE.reviewer
        )
        zhida(
            "alerts", "reply", number, "项目库没有及时核对，7月28日前挂接。", "--as", LATE.drafter
        )
    register(LATE, "2025-07-28", quiet=False)
    for number in numbers:
        zhida("alerts", "opinion", number, "已于7月28日挂接，迟17天。", "--as", PREFECTURE.reviewer)
        zhida("alerts", "close", number, "列入年终考核。", "--as", PREFECTURE.reviewer)
    zhida("alerts", "show", numbers[0], "--as", PREFECTURE.reviewer)
    zhida("alerts", "list", "--on", "2025-08-01", "--all", "--as", PREFECTURE.reviewer)


def pay() -> None:
    """The treasuries' files; one refused, one in its own columns, one waits for a person."""
    kuche, wensu, xinhe = (
        each for each in COUNTIES if each.place in ("库车市", "温宿县", "新和县")
    )
    say("国库支付数据：库车市的文件有一格不是金额，指出那一格，整个文件不入账")
    wrong = FILES / "库车市-有误.xlsx"
    zhida("import", "payments", wrong, "--confirm", "--as", kuche.drafter, status=1)
    say("改正后先预览，再入账；温宿县的列名不同，用对应表读")
    zhida("import", "payments", FILES / "库车市.xlsx", "--as", kuche.drafter)
    zhida("import", "payments", FILES / "库车市.xlsx", "--confirm", "--as", kuche.drafter)
    mapped = ("--mapping", FILES / "温宿县.toml", "--year", "2025")
    confirm = ("--confirm", "--as", wensu.drafter)
    zhida("import", "payments", FILES / "温宿县.csv", *mapped, *confirm)
    say("新和县有一笔科目不符，留在待认领，由人认领")
    zhida("import", "payments", FILES / "新和县.csv", "--confirm", "--as", xinhe.drafter)
    waiting = zhida("import", "queue", "--as", xinhe.drafter)
    line = next(row["指标"] for row in _lines(xinhe) if row["科目"] == "2101301")
    reason = "国库已更正科目为2101301"
    number = waiting.split("XH25-0808")[0].split()[-1]
    zhida("import", "match", number, line, "--reason", reason, "--as", xinhe.drafter)
    say("其他各县（市）；阿克苏市退回一笔，重新支付")
    for each in COUNTIES:
        if each not in (kuche, wensu, xinhe):
            (file,) = (path for path in FILES.iterdir() if path.stem == each.place)
            zhida("import", "payments", file, "--confirm", "--as", each.drafter)
    again = next(each for each in COUNTIES if each.place == "阿克苏市")
    say("再导入一次：不重复记账")
    zhida("import", "payments", FILES / "阿克苏市.xlsx", "--confirm", "--as", again.drafter)


def progress(out: Path) -> None:
    """How far the money went, at three days; as a picture for the last."""
    say("执行进度：9月30日，年底")
    who = ("--region", PREFECTURE.region, "--as", PREFECTURE.reviewer)
    zhida("progress", "--on", "2025-09-30", *who)
    files = ("--svg", out / "执行进度.svg", "--xlsx", out / "执行进度.xlsx")
    zhida("progress", "--on", "2025-12-31", *who, *files)
    zhida("progress", "--on", "2025-12-31", "--steps", *who)
    zhida("alerts", "list", "--on", "2025-12-31", "--as", PREFECTURE.reviewer)

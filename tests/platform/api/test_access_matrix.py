"""每个接口 × 每个角色 × 本级、下级、同级、上级: who may ask what about whose things.

What is expected follows from `permissions.csv` alone: the role, the kind of the agency, and
whether the verb reaches below. A route without a row here fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.api.calling import System, system
from tests.platform.api.things import SHA, Things
from tests.platform.ledger.nation import Nation

from zhida.data import load
from zhida.platform.access.policy import Role
from zhida.platform.api.mounting import doors
from zhida.platform.scope import scope

OWN, CHILD, SIBLING, PARENT = "650100", "650102", "652900", "650000"
PERMISSIONS = {row["verb"]: row for row in load("permissions")}
PAPER = {"paper": {"number": "某财〔2025〕1号", "day": "2025-03-03", "reason": "某事"}}
WHY = {"reason": "某事"}
PLACE = {"region": "{region}"}
PLAN = {
    "title": "某方案",
    "year": 2025,
    "columns": [{"name": "中央"}],
    "awards": [{"recipient": "650102-finance", "amounts_fen": [1]}],
}


@dataclass(frozen=True)
class Row:
    """`verb` as the policy calls it; `thing` what the number in the path is a number of."""

    verb: str
    thing: str = ""
    body: Any = None
    form: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)
    by_region: bool = False


def file(name: str, content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def act(verb: str) -> Row:
    body = {"verb": verb, "line": "{line}", "amount_fen": 1} | PAPER
    return Row(verb, "", body)


ROWS: dict[tuple[str, str], Row] = {
    ("GET", "/me"): Row("see", by_region=True),
    ("GET", "/notices"): Row("see", by_region=True),
    ("GET", "/notices/{number}"): Row("see", "notice"),
    ("GET", "/notices/{number}/findings"): Row("see", "notice"),
    ("GET", "/notices/{number}/files/{sha256}"): Row("export", "notice"),
    ("POST", "/notices"): Row("take_in", form={"files": "某通知.txt"}),
    ("POST", "/notices/{number}/confirm"): Row("confirm", "notice", {}),
    ("POST", "/notices/{number}/waive"): Row("waive_error", "notice", {"code": "N101"} | WHY),
    ("POST", "/notices/{number}/waive-warning"): Row(
        "waive_finding", "notice", {"code": "N101"} | WHY
    ),
    ("GET", "/notices/{number}/booking"): Row("see", "notice"),
    ("POST", "/notices/{number}/answers"): Row("confirm", "notice", {"year": 2025}),
    ("POST", "/notices/{number}/book"): Row("confirm", "notice"),
    ("POST", "/notices/{number}/withdraw"): Row("withdraw_notice", "notice", WHY),
    ("POST", "/notices/{number}/receipt"): Row("take_in", "notice", {"received": "2025-03-06"}),
    ("POST", "/notices/jobs"): Row("take_in", form={"files": "某通知.txt"}),
    ("POST", "/notices/book"): Row("take_in", "", {"year": 2025}),
    ("POST", "/notices/{number}/replace"): Row(
        "replace", "notice", form={"way": "replace", "reason": "某事", "files": "某通知.txt"}
    ),
    ("GET", "/notices/{number}/compare"): Row("see", "notice"),
    ("GET", "/notices/{number}/publication"): Row("see", "notice"),
    ("GET", "/notices/{number}/publication/{sha256}"): Row("export", "notice"),
    ("POST", "/notices/{number}/publish"): Row("publish", "notice", {}),
    ("GET", "/desk"): Row("see", by_region=True),
    ("GET", "/search"): Row("see", asked={"text": "某"}),
    ("GET", "/ledger/flow"): Row("see", by_region=True, asked={"year": 2025}),
    ("GET", "/ledger/lines"): Row("see"),
    ("GET", "/ledger/balances"): Row("see", by_region=True),
    ("GET", "/ledger/statement"): Row("see", "subject", asked={"subject": "{line}"}),
    ("GET", "/ledger/trace"): Row("see", "subject", asked={"subject": "{line}"}),
    ("GET", "/ledger/vouchers"): Row("see", "subject", asked={"subject": "{line}"}),
    ("GET", "/ledger/vouchers/{year}/{number}"): Row("see", "voucher"),
    ("POST", "/ledger/vouchers/{year}/{number}/reverse"): Row("reverse", "voucher", PAPER),
    ("POST", "/ledger/acts"): act("register"),
    ("POST", "/ledger/years/{year}/close"): Row("carry_over", "", PAPER),
    ("POST", "/ledger/years/{year}/begin"): Row("carry_in", "", PAPER),
    ("GET", "/ledger/records"): Row("export", asked={"year": 2025}),
    ("POST", "/ledger/records"): Row("import_quota", form={"file": "指标.csv"}),
    ("POST", "/ledger/vouchers/{year}/{number}/correct"): Row(
        "correct_chain", "voucher", PAPER | {"mended": {"flag": "02"}, "look": True}
    ),
    ("GET", "/seals"): Row("verify"),
    ("GET", "/plans"): Row("see"),
    ("GET", "/plans/{number}"): Row("see", "plan"),
    ("GET", "/plans/{number}/papers/{sha256}"): Row("export", "plan"),
    ("POST", "/plans"): Row("draft", "", PLAN),
    ("POST", "/plans/{number}/revise"): Row("draft", "plan", PLAN | {"version": 9}),
    ("POST", "/plans/files"): Row("draft", form={"plan": "PLAN.toml", "files": "PLAN.toml"}),
    ("POST", "/plans/{number}/copy"): Row("draft", "plan"),
    ("POST", "/plans/{number}/submit"): Row("submit", "plan"),
    ("POST", "/plans/{number}/approve"): Row("approve", "plan", {}),
    ("POST", "/plans/{number}/send-back"): Row("send_back", "plan", WHY),
    ("POST", "/plans/{number}/send-out"): Row("send_out", "plan", {}),
    ("POST", "/plans/{number}/sign"): Row(
        "sign", "plan", {"number": "某财〔2025〕1号", "day": "2025-03-03"}
    ),
    ("POST", "/plans/{number}/book"): Row("issue", "plan"),
    ("POST", "/plans/{number}/withdraw"): Row("withdraw", "plan", WHY),
    ("GET", "/progress"): Row("see", by_region=True, asked={"year": 2025}),
    ("GET", "/progress/days"): Row("see", by_region=True, asked={"year": 2025}),
    ("GET", "/progress/idle"): Row("see", by_region=True, asked={"year": 2025}),
    ("GET", "/penalties/schemes"): Row("see", asked={"year": 2025}),
    ("POST", "/penalties"): Row(
        "propose_penalty", "", {"year": 2025, "scheme": "rate", **PLACE}, by_region=True
    ),
    ("GET", "/payments"): Row("see", by_region=True, asked={"year": 2025}),
    ("GET", "/payments/{number}"): Row("see", "payment"),
    ("POST", "/payments/{number}/unmask"): Row("unmask", "payment", {"reason": "核对退票收款人"}),
    ("GET", "/payments/imports"): Row("see"),
    ("GET", "/payments/imports/{number}"): Row("see", "imported"),
    ("GET", "/payments/imports/{number}/preview"): Row("import_payments", "imported"),
    ("POST", "/payments/imports"): Row(
        "import_payments",
        "",
        {"payments": [{"number": "ZF7", "date": "2025-03-03", "amount": "1.00", "unit": "某院"}]},
    ),
    ("POST", "/payments/files"): Row("import_payments", form={"file": "支付.json"}),
    ("POST", "/payments/imports/{number}/confirm"): Row("confirm_payments", "imported"),
    ("POST", "/payments/imports/{number}/discard"): Row("import_payments", "imported", WHY),
    ("GET", "/spending-plans"): Row("see"),
    ("GET", "/spending-plans/{number}"): Row("see", "spending_plan"),
    ("POST", "/spending-plans"): Row("import_plan", form={"year": "2025", "file": "用款计划.csv"}),
    ("POST", "/spending-plans/{number}/confirm"): Row("import_plan", "spending_plan"),
    ("POST", "/spending-plans/{number}/discard"): Row("import_plan", "spending_plan", WHY),
    ("GET", "/payments/queue"): Row("see"),
    ("POST", "/payments/queue/retry"): Row("confirm_payments"),
    ("POST", "/payments/{number}/match"): Row("match_payment", "payment", {"line": "x"} | WHY),
    ("POST", "/payments/{number}/discard"): Row("match_payment", "payment", WHY),
    ("GET", "/alerts"): Row("see", by_region=True),
    ("GET", "/alerts/found"): Row("see", by_region=True, asked={"day": "2025-03-31"}),
    ("POST", "/alerts/raise"): Row(
        "raise_alerts", "", {"day": "2025-03-31", "rules": ["E101"], **PLACE}, by_region=True
    ),
    ("GET", "/alerts/{number}"): Row("see", "alert"),
    ("POST", "/alerts/{number}/inquire"): Row("inquire", "alert", {"words": "请说明"}),
    ("POST", "/alerts/{number}/reply"): Row("reply", "alert", {"words": "已整改"}),
    ("POST", "/alerts/{number}/opine"): Row("opine", "alert", {"words": "属实"}),
    ("POST", "/alerts/{number}/close"): Row("close_alert", "alert", {"words": "办结"}),
    ("GET", "/duties"): Row("see", by_region=True),
    ("GET", "/duties/{number}"): Row("see", "duty"),
    ("GET", "/duties/{number}/steps"): Row("see", "filed"),
    ("GET", "/duties/{number}/files/{sha256}"): Row("export", "filed"),
    ("POST", "/duties/{number}/file"): Row("file_duty", "duty", form={"words": "已办"}),
    ("POST", "/duties/{number}/accept"): Row("accept_filing", "duty", {}),
    ("POST", "/duties/{number}/send-back"): Row("send_back_filing", "duty", WHY),
    ("POST", "/duties/{number}/waive"): Row("waive_duty", "duty", WHY),
    ("GET", "/targets"): Row("see", by_region=True, asked={"year": 2025}),
    ("GET", "/targets/{number}/values"): Row("see", "target"),
    ("GET", "/targets/{number}/values/{value}/file"): Row("export", "target"),
    ("GET", "/target-sets"): Row("see", by_region=True, asked={"year": 2025}),
    ("GET", "/target-sets/{number}/score"): Row("see", "set"),
    ("GET", "/target-sets/{number}/gaps"): Row("see", "set"),
    ("GET", "/target-sets/{number}/split"): Row("see", "set"),
    ("GET", "/monitoring/goals"): Row("see", by_region=True, asked={"year": 2025}),
    ("GET", "/monitoring/money"): Row("see", by_region=True, asked={"year": 2025}),
    ("POST", "/targets/{number}/values"): Row(
        "declare_value",
        "target",
        form={"value": "12", "as_of": "2025-03-03", "file": "证明.txt"},
    ),
    ("POST", "/targets/{number}/settle"): Row("settle_target", "target", {"value": "≥95%"} | WHY),
    ("POST", "/targets/measure"): Row("measure_targets", "targets", {"targets": ["{target}"]}),
    ("GET", "/evaluations"): Row("see"),
    ("GET", "/evaluations/{number}"): Row("see", "evaluation"),
    ("GET", "/evaluations/{number}/form"): Row("export", "evaluation"),
    ("POST", "/evaluations/forms"): Row("evaluate", form={"file": "证明.txt"}),
    ("POST", "/evaluations/{number}/review"): Row("review_evaluation", "evaluation", {}),
    ("POST", "/evaluations/{number}/send-back"): Row("review_evaluation", "evaluation", WHY),
    ("POST", "/evaluations/{number}/finish"): Row("finish_evaluation", "evaluation", {}),
    ("POST", "/evaluations"): Row("evaluate", "", {"year": 2025}),
    ("POST", "/notices/{number}/targets"): Row("set_targets", "notice", {}),
    ("POST", "/targets/files"): Row("set_targets", form={"preview": "true", "file": "证明.txt"}),
    ("GET", "/reports"): Row("see"),
    ("GET", "/reports/preview"): Row(
        "see",
        by_region=True,
        asked={"kind": "quarterly", "period": "2025Q1", "agency": "{region}-finance"},
    ),
    ("GET", "/reports/reasons"): Row("see"),
    ("POST", "/reports/reasons"): Row(
        "make_report", "", {"line": "某文号", "text": "某事", "period": "2025Q1"}
    ),
    ("POST", "/reports/filled"): Row("file_duty", form={"file": "证明.txt"}),
    ("GET", "/reports/verify"): Row("see", asked={"sha256": SHA, "name": "季报.docx"}),
    ("GET", "/reports/{number}"): Row("see", "report"),
    ("GET", "/reports/{number}/files/{sha256}"): Row("export", "report"),
    ("POST", "/reports"): Row(
        "make_report", "", {"kind": "quarterly", "period": "2025Q1", "formats": ["xlsx"]}
    ),
    ("POST", "/reports/jobs"): Row(
        "make_report",
        "",
        {"kind": "quarterly", "period": "2025Q1", "agency": "{region}-finance"},
        by_region=True,
    ),
    ("GET", "/marks/{mark}"): Row("see"),
    ("POST", "/marks"): Row("see", form={"file": "证明.txt"}),
    ("GET", "/tables"): Row(
        "see", by_region=True, asked={"address": "/execution/?year=2025&region={region}"}
    ),
    ("GET", "/tables/{key}"): Row(
        "see", by_region=True, asked={"address": "/execution/?year=2025&region={region}"}
    ),
    ("GET", "/tables/{key}/workbook"): Row(
        "export", by_region=True, asked={"address": "/execution/?year=2025&region={region}"}
    ),
    ("GET", "/origins"): Row(
        "see", by_region=True, asked={"address": "/ledger/origin/?steps=paid&region={region}"}
    ),
    ("GET", "/rules"): Row("see"),
    ("GET", "/regions"): Row("see", asked={"text": "乌鲁木齐"}),
    ("GET", "/agencies"): Row("see"),
    ("GET", "/regions/{code}/agencies"): Row("see", by_region=True),
    ("POST", "/agencies"): Row("add_agency", "", {"name": "某医院", **PLACE}, by_region=True),
    ("GET", "/metrics"): Row("see"),
    ("GET", "/workdays"): Row("see", asked={"year": 2025}),
    ("GET", "/users"): Row("see_users", by_region=True),
    ("GET", "/users/{number}"): Row("see_users", "user"),
    ("POST", "/users"): Row(
        "add_user",
        "",
        {"name": "新人{region}", "agency": "{region}-finance", "role": "drafter"},
        by_region=True,
    ),
    ("POST", "/users/{number}/role"): Row("set_role", "user", {"role": "reviewer"} | WHY),
    ("POST", "/users/{number}/switch-off"): Row("switch_off", "user", WHY),
    ("POST", "/users/{number}/switch-on"): Row("switch_on", "user", WHY),
    ("POST", "/users/{number}/password"): Row("set_password", "user", {}),
    ("POST", "/users/{number}/unlock"): Row("unlock", "user"),
    ("GET", "/dip/directories"): Row("see"),
    ("GET", "/dip/results"): Row("see", by_region=True),
    ("GET", "/dip/results/{number}"): Row("see", "dip_result"),
    ("GET", "/dip/results/{number}/file"): Row("export", "dip_result"),
    ("POST", "/dip/results"): Row("take_in_result", form={"year": "2025", "files": "证明.txt"}),
    ("GET", "/dip/settlements/{number}"): Row("see", "dip_settlement"),
    ("POST", "/dip/settlements/{number}/submit"): Row("submit_settlement", "dip_settlement"),
    ("POST", "/dip/settlements/{number}/approve"): Row(
        "approve_settlement", "dip_settlement", {"day": "2025-03-03"}
    ),
    ("POST", "/dip/settlements/{number}/send-back"): Row(
        "send_back_settlement", "dip_settlement", WHY
    ),
    ("POST", "/dip/settlements/{number}/undo"): Row(
        "undo_settlement", "dip_settlement", {"day": "2025-03-03"} | WHY
    ),
    ("POST", "/dip/group"): Row("see", "", {"setlinfo": {"setl_id": "1"}}),
    ("POST", "/dip/groups"): Row("see", "", {"lists": [{"setlinfo": {"setl_id": "1"}}]}),
    ("POST", "/dip/quality"): Row("see", "", {"lists": [{"setlinfo": {"setl_id": "1"}}]}),
    ("GET", "/jobs"): Row("see", by_region=True),
    ("GET", "/jobs/{number}"): Row("see", "job"),
    ("GET", "/jobs/{number}/items"): Row("see", "job"),
    ("POST", "/jobs/{number}/cancel"): Row("cancel_job", "job"),
    ("GET", "/catalogues"): Row("see"),
    ("GET", "/catalogues/{name}"): Row("see"),
    ("GET", "/journal"): Row("see", by_region=True),
    ("GET", "/journal/{number}"): Row("see", "deed"),
    ("GET", "/journal/export"): Row("export", by_region=True),
    ("GET", "/events"): Row("see"),
}
FILES = {
    "某通知.txt": "某市财政局关于下达2025年医疗救助补助资金的通知\n某财社〔2025〕1号\n",
    "PLAN.toml": 'title = "某方案"\n',
    "支付.json": '{"payments": [{"number": "ZF8", "date": "2025-03-03", "amount": "1.00", "unit": "某院"}]}',
    "用款计划.csv": "名称,单位,"
    + ",".join(f"{n}月" for n in range(1, 13))
    + "\n全部,元"
    + ",1" * 12,
    "证明.txt": "签到表：共12人次\n",
    "指标.csv": "BGT_ID,AMOUNT\n1,1.00\n",
}


def allowed(role: Role, verb: str) -> bool:
    row = PERMISSIONS[verb]
    return role in row["roles"].split("|") and (
        not row["kinds"] or "finance" in row["kinds"].split("|")
    )


def expected(role: Role, verb: str, region: str, *, of_region: bool) -> str:
    """`yes`, `forbidden` (403) or `unknown` (404), as a person would say it of the table."""
    if not allowed(role, verb):
        return "forbidden"
    if region in (SIBLING, PARENT):
        return "forbidden" if of_region else "unknown"
    if region == CHILD and PERMISSIONS[verb]["whose"] == "region":
        return "forbidden"
    return "yes"


def outcome(status: int, told: Any) -> str:
    if status in (403, 404):
        assert told["message"]
        return "forbidden" if status == 403 else "unknown"
    done = status in (200, 409) or (status == 422 and told["code"] != "invalid")
    return "yes" if done else f"{status} {told}"


def ask(caller: System, key: tuple[str, str], row: Row, there: Things) -> str:
    method, path = key
    number = getattr(there, row.thing, 1)
    path = path.replace("{number}", str(number)).replace("{year}", "2025")
    path = path.replace("{sha256}", SHA).replace("{name}", "funds").replace("{key}", "progress")
    path = path.replace("{code}", there.region).replace("{value}", str(there.value))
    path = path.replace("{mark}", "WERC-8GMR-ZGE1-96QV")
    if method == "GET":
        asked = {name: _filled(each, there) for name, each in row.asked.items()}
        if row.by_region and there.region not in str((path, asked)):
            asked["region"] = there.region
        return outcome(*caller.get(path, **asked))
    if row.form:
        form: dict[str, Any] = {
            name: file(each, FILES[each]) if name in ("file", "files") else each
            for name, each in row.form.items()
        }
        return outcome(*caller.post(path, **form))
    return outcome(*caller.post(path, _filled(row.body, there)))


def _filled(value: Any, there: Things) -> Any:
    match value:
        case dict():
            return {name: _filled(each, there) for name, each in value.items()}
        case list():
            return [_filled(each, there) for each in value]
        case "{line}":
            return there.line
        case "{target}":
            return there.target
        case str():
            return value.replace("{region}", there.region)
    return value


def test_every_route_has_its_row_and_asks_for_the_verb_of_the_row() -> None:
    told = {(each.method, each.path): each.verb for each in doors()}
    assert set(told) == set(ROWS)
    for key, verb in told.items():
        assert verb in ("", ROWS[key].verb), key


@pytest.mark.parametrize("role", Role)
def test_every_route_for_every_role_and_region(database: str, role: Role) -> None:
    with scope("100000"):
        Nation().play()
        things = {each: Things.of(each) for each in (OWN, CHILD, SIBLING, PARENT)}
    caller = system(role=role)
    found, wanted = {}, {}
    for key, row in ROWS.items():
        several = row.thing or row.by_region
        for region in (PARENT, SIBLING, CHILD, OWN) if several else (OWN,):
            place = (*key, region)
            wanted[place] = expected(role, row.verb, region, of_region=row.by_region)
            found[place] = ask(caller, key, row, things[region])
    assert {each: found[each] for each in found if found[each] != wanted[each]} == {}
    assert len(found) > 150

"""办理: jobs with their end, penalties that are proposals, alerts by rule, forms with their files' hashes."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.api.calling import System, system
from tests.platform.api.things import Things
from tests.platform.ledger.nation import DISTRICT, Nation

from zhida.platform.access.policy import Role
from zhida.platform.jobs.worker import work_off
from zhida.platform.scope import scope


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        made = Nation()
        made.play()
        return made


def worked_off(caller: System, job: dict[str, Any]) -> dict[str, Any]:
    """The job once the worker is through with it."""
    work_off()
    status, told = caller.get(f"/jobs/{job['number']}")
    assert status == 200
    return dict(told)


def test_files_are_taken_in_beside_and_each_says_what_came_of_it(nation: Nation) -> None:
    caller = system()
    file = SimpleUploadedFile("便条.txt", "今天下午开会\n".encode())
    status, job = caller.post("/notices/jobs", files=file)
    assert (status, job["state"], job["total"]) == (200, "waiting", 1)
    assert worked_off(caller, job)["state"] == "done"
    (item,) = caller.get(f"/jobs/{job['number']}/items")[1]["items"]
    assert item["name"] == "便条.txt" and item["said"]
    status, told = caller.post(f"/jobs/{job['number']}/cancel")
    assert status == 409 and "不用取消" in told["message"]


def test_a_job_that_waits_is_cancelled_and_does_nothing(nation: Nation) -> None:
    caller = system()
    file = SimpleUploadedFile("便条.txt", "今天下午开会\n".encode())
    job = caller.post("/notices/jobs", files=file)[1]
    assert caller.post(f"/jobs/{job['number']}/cancel")[1]["cancel_asked_by"] == "国库系统"
    assert worked_off(caller, job)["state"] == "cancelled"
    assert caller.get("/notices")[1]["items"] == []


def test_a_notice_is_replaced_as_a_job_with_its_reason(nation: Nation) -> None:
    with scope("650100"):
        number = Things.of("650100").notice
    caller = system()
    file = SimpleUploadedFile("便条.txt", "今天下午开会\n".encode())
    path = f"/notices/{number}/replace"
    status, job = caller.post(path, way="replace", reason="文件有误", files=file)
    assert (status, job["name"]) == (200, "替换某通知")
    assert caller.get("/desk")[1]["started"][0]["what"] == "替换某通知"
    done = worked_off(caller, job)
    assert "1项没有办成" in done["wrong"]
    nothing = caller.get(f"/notices/{number}/compare")[1]
    assert (nothing["before"], nothing["rows"]) == (None, [])
    assert caller.post("/notices/book", {"year": 2025})[0] == 409


def test_a_penalty_is_a_proposal_with_its_arithmetic_and_takes_nothing(nation: Nation) -> None:
    caller = system("某审核", "650000-finance", Role.REVIEWER)
    schemes = caller.get("/penalties/schemes", year=2025)[1]
    assert "rate" in {each["code"] for each in schemes}
    before = caller.get("/ledger/balances", limit=500)[1]["items"]
    asked = {"year": 2025, "scheme": "rate", "day": "2025-09-30", "fund": nation_fund()}
    status, told = caller.post("/penalties", asked)
    assert status == 200, told
    assert told["cuts"] and all(each["arithmetic"] for each in told["cuts"])
    kept = sum(each["kept_fen"] for each in told["cuts"])
    assert told["base_fen"] == kept + told["reserve_fen"]
    assert caller.get("/ledger/balances", limit=500)[1]["items"] == before
    status, refused = caller.post("/penalties", asked | {"scheme": "nonesuch"})
    assert status == 409 and "nonesuch" in refused["message"]


def nation_fund() -> str:
    return "医疗救助补助资金"


def test_what_the_rules_find_is_what_is_raised_and_once(nation: Nation) -> None:
    caller = system("某审核", "650000-finance", Role.REVIEWER)
    asked = {"day": "2025-12-01", "years": [2025]}
    found = caller.get("/alerts/found", **asked)[1]
    assert found
    assert caller.get("/alerts")[1]["items"] == []
    raised = caller.post("/alerts/raise", asked)[1]
    assert raised["new"] == len(found)
    assert caller.post("/alerts/raise", asked)[1] == {
        "new": 0,
        "changed": 0,
        "kept": len(found),
        "gone": 0,
    }
    listed = caller.get("/alerts", limit=500)[1]["items"]
    assert {each["sentence"] for each in listed} == {each["sentence"] for each in found}
    status, told = caller.post("/alerts/raise", {"day": "2025-11-01"})
    assert status == 409 and "2025-12-01" in told["message"]
    status, told = caller.post("/alerts/raise", {"rules": ["X1"]})
    assert (status, told["field"]) == (422, "rules")


def test_a_form_is_looked_at_made_and_its_file_known_again(nation: Nation) -> None:
    caller = system("经办人丙", DISTRICT)
    asked = {"kind": "quarterly", "period": "2025Q2"}
    status, form = caller.get("/reports/preview", **asked)
    assert status == 200 and form["rows"], form
    figures = [cell for row in form["rows"] for cell in row["cells"] if cell["href"]]
    for each in figures[:3]:
        origin = caller.get("/origins", address=each["href"])[1]
        assert origin["value"] == each["value"]
    made = caller.post("/reports", asked | {"formats": ["xlsx"]})[1]
    (file,) = made["files"]
    content = caller.get(f"/reports/{made['number']}/files/{file['sha256']}")[1]
    digest = hashlib.sha256(content).hexdigest()
    assert digest == file["sha256"]
    told = caller.get("/reports/verify", sha256=digest, name=file["name"])[1]
    assert told["same"][0]["by"] == "经办人丙" and "完全一致" in told["sentence"]
    told = caller.get("/reports/verify", sha256="f" * 64, name=file["name"])[1]
    assert told["same"] == [] and "已被改动" in told["sentence"]


def test_unspent_money_is_explained_once_for_all_forms(nation: Nation) -> None:
    caller = system("经办人丙", DISTRICT)
    form = caller.get("/reports/preview", kind="quarterly", period="2025Q2")[1]
    at = [each["key"] for each in form["table"]["columns"]].index("number")
    said = {"line": form["rows"][0]["cells"][at]["value"], "text": "项目尚未验收"}
    status, told = caller.post("/reports/reasons", said | {"period": "2025Q2"})
    assert status == 200, told
    kept = caller.get("/reports/reasons", agency=DISTRICT)[1]["items"]
    assert sorted(each["number"] for each in kept) == sorted(each["number"] for each in told)
    status, told = caller.post("/reports/reasons", said | {"period": "2025Q2", "line": "无此号"})
    assert status == 409 and "可写的文号" in told["hint"] + told["message"]


def test_a_rollup_counts_who_has_not_filed_as_not_filed_never_as_zero(nation: Nation) -> None:
    caller = system("某经办", "650000-finance")
    asked = {"kind": "quarterly", "period": "2025Q2", "children": True}
    status, form = caller.get("/reports/preview", **{**asked, "children": "true"})
    assert status == 200, form
    made = caller.post("/reports", asked | {"formats": ["xlsx"]})[1]
    assert (made["kind"], made["period"]) == (form["kind"], "2025Q2")
    words = " ".join(str(cell["value"]) for row in form["rows"] for cell in row["cells"])
    assert "未报" in words or "无任务" in words, words


def test_a_form_that_nobody_knows_is_not_handed_in(nation: Nation) -> None:
    caller = system("经办人丙", DISTRICT)
    note = SimpleUploadedFile("便条.txt", "今天下午开会\n".encode())
    status, told = caller.post("/reports/filled", file=note)
    assert status in (409, 422) and told["message"]
    note = SimpleUploadedFile("便条.txt", "今天下午开会\n".encode())
    status, told = caller.post("/evaluations/forms", file=note, year=2025)
    assert (status, told["code"]) == (422, "unreadable")


def test_the_flow_of_money_loses_no_fen(nation: Nation) -> None:
    caller = system("某经办", "650000-finance")
    told = caller.get("/ledger/flow", year=2025)[1]
    into, out = {}, {}  # type: ignore[var-annotated]
    for each in told["bands"]:
        out[each["start"]] = out.get(each["start"], 0) + each["amount_fen"]
        into[each["end"]] = into.get(each["end"], 0) + each["amount_fen"]
    for node in set(into) & set(out):
        assert into[node] == out[node], told["nodes"][node]
    whole = told["whole"]
    assert sum(each["received_fen"] for each in told["places"]) == whole["received_fen"] > 0
    assert caller.get("/origins", address=whole["origin"])[1]["value"] == whole["received_fen"]


def test_days_in_a_step_and_idle_money(nation: Nation) -> None:
    caller = system("某经办", "650000-finance")
    days = caller.get("/progress/days", year=2025, on="2025-12-31")[1]["items"]
    assert all(step["came_fen"] > 0 for each in days for step in each["waited"]) and days
    idle = caller.get("/progress/idle", year=2025, on="2025-12-31", days=30)[1]["items"]
    assert idle and all(each["amount_fen"] <= each["stands_fen"] for each in idle)
    assert all(each["days"] >= 30 for each in idle)


def test_working_days_are_those_that_were_published(database: str) -> None:
    caller = system()
    year = {each["day"]: each for each in caller.get("/workdays", year=2025)[1]}
    assert len(year) == 365
    assert year["2025-10-01"] == {"day": "2025-10-01", "worked": False, "ordinary": False}
    assert year["2025-09-28"]["worked"] is True  # a Sunday that is worked
    assert caller.get("/workdays", year=2090)[1] == []
    codes = [each["code"] for each in caller.get("/metrics")[1]]
    assert "audit_runs" in codes

"""交换、更正、公开、校验码: what another system takes out, brings in and holds against what was issued."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.api.calling import system
from tests.platform.ledger.nation import CENTRE, Nation
from tests.platform.ledger.test_correcting import booked

from zhida.platform.access.policy import Role
from zhida.platform.jobs.worker import work_off
from zhida.platform.journal.models import Deed
from zhida.platform.ledger.sealing import seal
from zhida.platform.obligations.models import Duty, Filing
from zhida.platform.reports.models import Report
from zhida.platform.scope import scope

PAPER = {"number": "更正1号", "day": "2025-10-08", "reason": "直达标识应为02"}


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        made = Nation()
        made.play()
        return made


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_report_is_made_beside_as_the_page_does_it(nation: Nation) -> None:
    caller = system(role=Role.REVIEWER)
    status, job = caller.post("/reports/jobs", {"kind": "quarterly", "period": "2025Q2"})
    assert (status, job["state"]) == (200, "waiting")
    work_off()
    done = caller.get(f"/jobs/{job['number']}")[1]
    with scope("650100"):
        report = Report.objects.get()
    assert (done["state"], done["result"]) == ("done", f"/reports/{report.pk}/")
    again = caller.post("/reports/jobs", {"kind": "quarterly", "period": "2025-04-08"})
    assert again[0] in (409, 422) and "报告期" in again[1]["message"]


def test_records_that_went_out_are_not_booked_a_second_time(nation: Nation) -> None:
    caller = system(role=Role.REVIEWER)
    status, content = caller.get("/ledger/records", year=2025, form="json")
    assert status == 200 and len(json.loads(content)["records"]) > 1
    with scope("650100"):
        deed = Deed.objects.get(verb="export")
    assert deed.after is not None
    assert deed.after["sha256"] == hashlib.sha256(content).hexdigest()
    status, told = caller.post("/ledger/records", file=upload("指标.json", content), confirm="true")
    assert status == 200 and not told["booked"] and told["faults"], "they stand here already"
    assert "本账已有这条指标的记账" in "".join(told["faults"])


def test_a_wrong_line_is_mended_down_the_chain_after_a_look(nation: Nation) -> None:
    year, number = booked(nation, "receive", CENTRE, "lottery")
    caller = system(agency=CENTRE, role=Role.REVIEWER)
    path = f"/ledger/vouchers/{year}/{number}/correct"
    asked = {"mended": {"flag": "02"}, "paper": PAPER, "whole_chain": True}
    status, look = caller.post(path, asked | {"look": True})
    assert (status, look["posted"]) == (200, [])
    status, done = caller.post(path, asked)
    assert status == 200 and len(done["posted"]) == done["undone"] + done["again"] > 2
    assert (done["undone"], done["holders"]) == (look["undone"], look["holders"])
    assert caller.post(path, asked | {"mended": {}})[1]["field"] == "mended"
    sibling = system("别市", "652900-finance", Role.REVIEWER)
    assert sibling.post(path, asked)[0] == 404


def test_the_ends_of_the_chains_are_kept_by_another_system(nation: Nation) -> None:
    seal()
    ledger, journal = system().get("/seals")[1]
    assert (ledger["chain"], journal["chain"]) == ("ledger", "journal")
    assert ledger["block"] > 0 and len(ledger["hash"]) == 64


def test_a_notice_is_published_with_what_was_taken_out_and_its_duty_filed(
    database: str, root: Path
) -> None:
    (file,) = (root / "samples").glob("08*.txt")
    city = system("市财政", "440900-finance", Role.REVIEWER)
    (taken,) = city.post("/notices", files=upload(file.name, file.read_bytes()))[1]["notices"]
    path = f"/notices/{taken['id']}"
    look = city.get(f"{path}/publication")[1]
    assert look["duty"] is None and {each["name"][-4:] for each in look["files"]} >= {
        "docx",
        ".pdf",
    }
    status, told = city.post(f"{path}/publish", {})
    assert status == 200 and told["files"] == look["files"]
    with scope("440900"):
        assert Deed.objects.get(verb="publish").after["files"]  # type: ignore[index]
        filed = Filing.objects.filter(duty__in=Duty.objects.filter(rule="publish"))
        assert [each.duty_id for each in filed] == ([told["duty"]] if told["duty"] else [])
    sha256 = next(each["sha256"] for each in told["files"] if each["name"].endswith("docx"))
    status, content = city.get(f"{path}/publication/{sha256}")
    assert (status, hashlib.sha256(content).hexdigest()) == (200, sha256)
    assert city.get(f"{path}/publication/{'1' * 64}")[0] == 404


def test_a_mark_that_nobody_issued_and_what_is_none(database: str) -> None:
    caller = system()
    status, told = caller.get("/marks/werc-8gmr-zge1-96qv")
    assert (status, told["issued"], told["holds"]) == (200, False, False)
    assert "没有签发过" in told["sentence"]
    assert caller.get("/marks/12")[1]["field"] == "mark"
    status, told = caller.post("/marks", file=upload("便条.txt", "今天下午开会\n".encode()))
    assert (status, told["field"]) == (422, "file")

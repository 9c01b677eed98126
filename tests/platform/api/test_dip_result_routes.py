"""付费结果接口: results are taken in once, listed and fetched as they came, or refused with the mend."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.api.calling import system
from tests.platform.dip.results import quality_file, simulation_file

from zhida.platform.access.policy import Role
from zhida.platform.regions.models import Agency


def file(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_results_go_in_by_the_api_and_come_out_as_they_were(database: str) -> None:
    bureau = Agency.objects.get(region_id="650100", kind=Agency.Kind.MEDICAL_SECURITY)
    caller = system(agency=bureau.code, role=Role.DRAFTER)
    quality, plan = quality_file(), simulation_file()
    sent = file(quality.name, quality.content.decode())
    status, told = caller.post("/dip/results", year="2025", files=sent)
    assert (status, told[0]["new"], told[0]["result"]["kind"]) == (200, True, "quality")
    again = file(quality.name, quality.content.decode())
    status, told = caller.post("/dip/results", year="2025", files=again)
    assert (status, told[0]["new"], told[0]["result"]["edition"]) == (200, False, 1)
    caller.post("/dip/results", year="2025", files=file(plan.name, plan.content.decode()))
    status, listed = caller.get("/dip/results", year=2025)
    assert [each["kind"] for each in listed["items"]] == ["simulation", "quality"]
    strange = file("名单.json", '{"psn_no": "1"}')
    status, told = caller.post("/dip/results", year="2025", files=strange)
    assert (status, "不是病种付费的结果文件" in told["message"]) == (422, True)

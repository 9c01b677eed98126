"""通知页: files in, the notice beside what was read of it, findings, waivers, last year's rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.platform.accounts.people import enter, signed_in

from zhida.core.ledger import LedgerError
from zhida.core.provenance import Source
from zhida.platform.access.actors import actor
from zhida.platform.access.policy import Forbidden, Role
from zhida.platform.jobs.models import Job
from zhida.platform.jobs.worker import work_off
from zhida.platform.journal.models import Deed
from zhida.platform.notices.actions import waive
from zhida.platform.notices.addresses import cell_url
from zhida.platform.notices.models import Document
from zhida.platform.scope import scope

CITY = "?year=2024&region=650100&unit=wan"


def sent(root: Path, *names: str) -> list[SimpleUploadedFile]:
    found = [each for name in names for each in sorted((root / "samples").glob(name))]
    return [SimpleUploadedFile(each.name, each.read_bytes()) for each in found]


def taken_in(client: Client, files: list[SimpleUploadedFile]) -> str:
    """Hands files over and lets the job run; the address of its page."""
    answer = client.post("/notices/take/", {"files": files})
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    return answer.headers["Location"]


@pytest.fixture
def city(database: str, root: Path) -> Client:
    """A drafter of the city, whose bureau has taken in a notice of two files, with faults."""
    enter("王芳")
    client = signed_in("王芳")
    taken_in(client, sent(root, "06*.docx", "06*.xlsx"))
    return client


def the_notice() -> Document:
    with scope("650100"):
        return Document.objects.get()


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_files_that_were_handed_over_become_a_notice_and_each_file_says_which(city: Client) -> None:
    notice = the_notice()
    assert notice.number == "乌财社〔2024〕52号"
    with scope("650100"):
        job = Job.objects.get()
        said = list(job.items.order_by("ordinal").values_list("said", "result"))
        assert Document.objects.get().files.count() == 2
    assert [each[1] for each in said] == [f"/notices/{notice.pk}/"] * 2
    assert all(each[0].startswith("已登记：乌财社〔2024〕52号，错误") for each in said)
    page = text(city, f"/jobs/{job.pk}/")
    assert "已完成" in page and "乌财社〔2024〕52号" in page
    assert "http-equiv" not in page


def test_the_same_files_once_more_are_the_same_notice(city: Client, root: Path) -> None:
    page = text(city, taken_in(city, sent(root, "06*.docx", "06*.xlsx")))
    assert "此前已登记" in page
    with scope("650100"):
        assert Document.objects.count() == 1


def test_what_is_no_notice_and_what_is_no_document_is_told_file_by_file(
    city: Client, root: Path
) -> None:
    files = [
        *sent(root, "08*.txt"),
        SimpleUploadedFile("virus.exe", b"MZ\x90\x00"),
    ]
    page = text(city, taken_in(city, files))
    assert "没有收下" in page and "virus.exe" in page
    with scope("650100"):
        assert Document.objects.count() == 2
    page = text(city, taken_in(city, [SimpleUploadedFile("杂记.txt", "今天开会。".encode())]))
    assert "不是下达通知" in page and "1项没有办成" in page


def test_nothing_chosen_is_told(city: Client) -> None:
    answer = city.post("/notices/take/", {}, follow=True)
    assert "请先选择文件" in answer.content.decode()


def test_the_list_has_number_money_findings_and_its_filters(city: Client) -> None:
    page = text(city, f"/notices/{CITY}")
    assert "乌财社〔2024〕52号" in page and "207.00" in page and "错误" in page
    assert "乌财社〔2024〕52号" not in text(city, f"/notices/{CITY}&worst=none")
    assert "乌财社〔2024〕52号" in text(city, f"/notices/{CITY}&worst=error&fund=医疗救助补助资金")
    assert "乌财社〔2024〕52号" not in text(city, "/notices/?year=2023")


def test_every_figure_of_the_list_opens_what_it_is_made_of(city: Client) -> None:
    page = text(city, f"/notices/{CITY}")
    figures = re.findall(r'class="fig" href="([^"]+)" data-value="([^"]+)"', page)
    assert len(figures) == 2
    for href, value in figures:
        origin = text(city, href.replace("&amp;", "&"))
        assert f'id="whole" value="{value}"' in origin
        items = re.findall(r'data-item="(-?\d+)"', origin)
        assert sum(map(int, items)) == int(value)


def test_a_place_leads_to_its_value_and_the_value_to_its_place(city: Client) -> None:
    page = text(city, f"/notices/{the_notice().pk}/")
    paper, read = page.split('class="read"')
    places = set(re.findall(r'class="place" href="#(\w+)"', paper))
    assert places and all(f'id="{tag}"' in read for tag in places)
    anchors = set(re.findall(r'href="#(p-[\d-]+)"', read))
    assert len(anchors) > 10
    assert all(f'id="{anchor}"' in paper for anchor in anchors)


def test_a_printed_figure_elsewhere_opens_the_boxed_cell(city: Client) -> None:
    notice = the_notice()
    name = next(each for each in notice.notice["files"] if each.endswith("xlsx"))
    answer = city.get(cell_url(notice, Source(name, block=4, row=3, column=5)))
    assert answer.headers["Location"] == f"/notices/{notice.pk}/#p-2-4-3-5"
    beyond = city.get(cell_url(notice, Source(name, block=4, row=3, column=99)))
    assert beyond.headers["Location"].endswith("#p-2-4-3")
    nowhere = city.get(cell_url(notice, Source("别的.docx", block=1)))
    assert nowhere.headers["Location"] == f"/notices/{notice.pk}/"


def test_a_warning_is_waived_by_a_drafter_and_an_error_by_a_reviewer(
    city: Client, root: Path
) -> None:
    taken_in(city, sent(root, "01*.docx"))
    with scope("650100"):
        notice = Document.objects.order_by("-pk")[0]
    who = actor("王芳")
    by = {each["severity"]: each["code"] for each in notice.findings}
    assert {"error", "warning"} <= set(by)
    with pytest.raises(Forbidden, match="“搁置错误”须由审核人员办理"):
        waive(who, notice, by["error"], "无妨")
    with pytest.raises(LedgerError, match="必须写明理由"):
        waive(who, notice, by["warning"], " ")
    with pytest.raises(LedgerError, match="没有代码为"):
        waive(who, notice, "N999", "无妨")
    with pytest.raises(LedgerError, match="只能改正"):
        waive(who, notice, "B101", "无妨")
    warning = f"/notices/{notice.pk}/waive/?code={by['warning']}"
    page = city.post(warning, {"reason": "已电话核对"}, follow=True).content.decode()
    assert "已搁置" in page and "已电话核对" in page
    assert "“搁置错误”须由审核人员办理" in page, "the button is there, off, and says why"
    enter("李强", role=Role.REVIEWER)
    error = f"/notices/{notice.pk}/waive/?code={by['error']}"
    page = signed_in("李强").post(error, {"reason": "以分项为准"}, follow=True).content.decode()
    assert "以分项为准" in page
    with scope("650100"):
        deeds = {each.verb: each.reason for each in Deed.objects.filter(verb__startswith="waive")}
    assert deeds == {
        "waive_finding": f"{by['warning']}：已电话核对",
        "waive_error": f"{by['error']}：以分项为准",
    }


def test_an_auditor_reads_and_is_told_why_not_more(city: Client) -> None:
    enter("审计员", role=Role.AUDITOR)
    client = signed_in("审计员")
    page = text(client, f"/notices/{the_notice().pk}/booking/")
    assert "须由经办、审核人员办理" in page
    assert "须由经办、审核人员办理" in text(client, f"/notices/{CITY}")
    refused = client.post(
        "/notices/take/", {"files": [SimpleUploadedFile("a.txt", b"x")]}, follow=True
    )
    assert "须由经办、审核人员办理" in refused.content.decode()


def test_a_sibling_does_not_find_it(city: Client) -> None:
    number = the_notice().pk
    enter("外人", "650200-finance")
    other = signed_in("外人")
    for path in ("", "cell/", "total/", "compare/", "files/1/", "booking/", "shares/"):
        assert other.get(f"/notices/{number}/{path}").status_code == 404, path
    for path in ("confirm/", "waive/?code=N101", "book/", "withdraw/", "answers/", "replace/"):
        assert other.post(f"/notices/{number}/{path}").status_code == 404, path


def test_an_original_leaves_as_an_attachment_with_the_bytes_that_came(
    city: Client, root: Path
) -> None:
    notice = the_notice()
    with scope("650100"):
        file = notice.files.get(name__endswith="xlsx")
    answer = city.get(f"/notices/{notice.pk}/files/{file.pk}/")
    (kept,) = (root / "samples").glob("06*.xlsx")
    assert answer.content == kept.read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_pages_ask_the_database_few_questions(city: Client) -> None:
    number = the_notice().pk
    for path in ("/notices/", f"/notices/{number}/", f"/notices/{number}/compare/", "/jobs/"):
        with CaptureQueriesContext(connection) as asked:
            text(city, path)
        assert len(asked) <= 30, (path, len(asked))


def test_a_page_of_a_job_that_goes_on_asks_again_and_does_without_a_script(
    database: str, root: Path
) -> None:
    enter("王芳")
    client = signed_in("王芳")
    answer = client.post("/notices/take/", {"files": sent(root, "08*.txt")})
    page = text(client, answer.headers["Location"])
    assert 'hx-trigger="every 1s"' in page and '<meta http-equiv="refresh"' in page
    assert "刷新" in page and "取消任务" in page
    state = text(client, answer.headers["Location"] + "state/")
    assert "<html" not in state and "排队中" in state
    asked = client.post(answer.headers["Location"] + "cancel/", follow=True).content.decode()
    assert "已要求取消" in asked
    work_off()
    assert "已取消" in text(client, answer.headers["Location"])
    with scope("650100"):
        assert Document.objects.count() == 0


def test_a_scan_is_shown_as_it_looks_with_its_places_boxed(database: str, root: Path) -> None:
    enter("王芳")
    client = signed_in("王芳")
    taken_in(client, sent(root, "07*.pdf"))
    notice = the_notice()
    page = text(client, f"/notices/{notice.pk}/")
    paper, read = page.split('class="read"')
    pictures = re.findall(r'image href="([^"]+)"', paper)
    assert len(pictures) == 2
    for each in pictures:
        answer = client.get(each)
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
    assert client.get(f"/notices/{notice.pk}/pages/1-3.png").status_code == 404
    boxes = set(re.findall(r'rect id="(p-[\d-]+)"', paper))
    wanted = set(re.findall(r'td id="v\d+" class="figure"><a href="#(p-[\d-]+)"', read))
    assert wanted and wanted <= boxes
    as_text = text(client, f"/notices/{notice.pk}/?as=text")
    assert "<svg" not in as_text and f'id="{next(iter(wanted))}"' in as_text


def test_last_years_notice_stands_beside_this_years_row_by_row(city: Client) -> None:
    with scope("650100"):
        before = Document.objects.get()
        row = next(each for each in before.notice["allocation"] if each["recipient"] == "天山区")
        row["measures"][-1]["fen"] = 30000000
        before.pk, before.year, before.number = None, 2023, "乌财社〔2023〕50号"
        before.save()
        now = Document.objects.get(year=2024)
    page = text(city, f"/notices/{now.pk}/compare/?unit=wan")
    assert "乌财社〔2023〕50号" in page
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "天山区 此次下达 60.00 30.00 30.00 100.00%" in shown
    assert "没有同一发文单位" in text(city, f"/notices/{before.pk}/compare/")

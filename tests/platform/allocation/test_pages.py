"""分配页: a plan from money in hand to the issued document, as people do it on the pages."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.platform.accounts.people import enter, signed_in
from tests.platform.allocation.test_steps import CITY, WAN, funded, held, on_its_way

from zhida.platform.access.policy import Role
from zhida.platform.allocation.models import Plan
from zhida.platform.allocation.pool import held_lines
from zhida.platform.scope import scope

assert funded

TABLE = "名称\t人数\t财力困难系数\n天山区\t3\t1\n沙依巴克区\t2\t1.2\n水磨沟区\t1\t1\n"
FIGURE = re.compile(r'<a class="fig" href="([^"]+)" data-value="(-?\d+)"')
WHOLE = re.compile(r'id="whole" value="(-?\d+)" data-adds="(\w+)"')
ITEM = re.compile(r'data-item="(-?\d+)"')
FIELD = re.compile(r'name="([\w-]+)"[^>]*? value="([^"]*)"')


@pytest.fixture
def drafter(funded: None) -> Client:
    """The city's drafter, who looks at 2025."""
    enter("经办人丙", CITY, Role.DRAFTER)
    client = signed_in("经办人丙")
    client.get("/may/", {"year": "2025"})
    return client


@pytest.fixture
def reviewer(drafter: Client) -> Client:
    enter("审核人丁", CITY, Role.REVIEWER)
    client = signed_in("审核人丁")
    client.get("/may/", {"year": "2025"})
    return client


def sent(**changed: Any) -> dict[str, Any]:
    """What the drafter fills in: both lines of the pool, a table from the spreadsheet."""
    with scope("650100"):
        numbers = [str(each.number) for each in held_lines(CITY, 2025)]
    return {
        "title": "2025年医疗救助补助资金分配方案",
        "basis": "新财社〔2025〕7号",
        "unit": "0.01万元",
        "version": "0",
        "line": numbers,
        "paste": TABLE,
        "do": "save",
        **changed,
    }


def saved(client: Client, **changed: Any) -> int:
    answer = client.post("/allocation/new/", sent(**changed))
    assert answer.status_code == 302, text(answer)
    return int(answer["Location"].split("/")[2])


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def revised(client: Client, plan: int, **changed: Any) -> Any:
    """The workbench as it is opened, with some fields changed, and saved."""
    with scope("650100"):
        found = Plan.objects.get(pk=plan)
        lines = [str(each.line_id) for each in found.pool.all()]
        amounts = {f"amount-{each.line_id}": str(each.fen // WAN) for each in found.pool.all()}
        names = {f"name-{each.line_id}": each.name for each in found.pool.all()}
    fields = {
        "title": "2025年医疗救助补助资金分配方案",
        "basis": "新财社〔2025〕7号",
        "unit": "0.01万元",
        "line": lines,
        "do": "save",
    }
    return client.post(f"/allocation/{plan}/edit/", {**fields, **amounts, **names, **changed})


def test_an_empty_page_says_how_to_begin(drafter: Client) -> None:
    page = text(drafter.get("/allocation/"))
    assert "还没有方案" in page and 'href="/allocation/new/?' in page


def test_money_in_hand_is_offered_with_what_is_left_of_it(drafter: Client) -> None:
    page = text(drafter.get("/allocation/new/"))
    assert "100.00" in page and "中央一般公共预算" in page and "中央政府性基金" in page


def test_a_pasted_table_is_shown_with_its_result_before_anything_is_stored(
    drafter: Client,
) -> None:
    page = text(drafter.post("/allocation/new/", sent(do="count")))
    assert "都精确相等" in page and "尚未保存" in page
    assert "系数" in page and 'value="天山区"' in page
    with scope("650100"):
        assert not Plan.objects.exists()


def test_sums_follow_each_change_without_the_page(drafter: Client) -> None:
    page = text(drafter.post("/allocation/new/?live=1", sent(do="")))
    assert "<html" not in page and "都精确相等" in page and "110.00" in page


def test_a_wrong_cell_is_marked_where_it_stands(drafter: Client) -> None:
    page = text(drafter.post("/allocation/new/", sent(paste=TABLE.replace("\t3\t", "\t三人\t"))))
    assert "数据“三人”不是零或正数" in page and 'href="#cell-1-1"' in page
    assert 'id="cell-1-1" class="wrong"' in page
    with scope("650100"):
        assert not Plan.objects.exists()


def test_a_name_that_is_no_place_here_is_refused_and_the_table_stays(drafter: Client) -> None:
    page = text(drafter.post("/allocation/new/", sent(paste=TABLE.replace("天山区", "幸福区"))))
    assert "幸福区" in page and "请改正名称" in page and 'value="沙依巴克区"' in page


def test_every_figure_of_a_plan_opens_what_it_is_made_of(drafter: Client) -> None:
    """Down to the weight and the cell of the factors' table."""
    number = saved(drafter)
    seen, waiting = set(), [f"/allocation/{number}/?year=2025&unit=yuan"]
    figures = FIGURE.findall(text(drafter.get(waiting[0])))
    assert len(figures) > 15
    for href, value in figures:
        if href in seen or not href.startswith("/allocation/"):
            continue
        seen.add(href)
        page = text(drafter.get(href))
        whole, adds = WHOLE.search(page).groups()  # type: ignore[union-attr]
        assert whole == value, href
        items = [int(each) for each in ITEM.findall(page)]
        if adds == "yes":
            assert sum(items) == int(value), href
    factor = text(drafter.get(f"/allocation/{number}/origin/?row=天山区&part=step&step=0"))
    found = re.findall(
        r'scope="row"[^>]*>([^<]+)</th><td class="figure" data-item="([^"]+)"', factor
    )
    assert dict(found) == {
        "按“人数”分配的资金（权重1/1）": str(110 * WAN),
        "天山区的人数": "3",
        "各地人数之和": "6",
    }
    assert "因素表.csv 第2行" in factor


def test_a_figure_that_is_not_there_is_not_found(drafter: Client) -> None:
    number = saved(drafter)
    for query in (
        "row=幸福区",
        "column=9",
        "part=step&row=天山区&step=x",
        "part=x",
        "part=changed",
    ):
        assert drafter.get(f"/allocation/{number}/origin/?{query}").status_code == 404, query


def test_what_was_advanced_is_taken_off(drafter: Client) -> None:
    table = "名称\t人数\t已提前下达\n天山区\t3\t10\n沙依巴克区\t2\t0\n"
    with scope("650100"):
        general = held_lines(CITY, 2025)[0].number
    fields = sent(paste=table, line=[str(general)], **{f"amount-{general}": "100"})
    number = saved(drafter, **{**fields, "paste": table})
    page = text(drafter.get(f"/allocation/{number}/"))
    assert "全年应下达" in page and "50.00" in page
    with scope("650100"):
        assert {
            each.recipient.code: each.fen for each in Plan.objects.get(pk=number).awards.all()
        } == {
            "650102-finance": 50 * WAN,
            "650103-finance": 40 * WAN,
        }


def test_who_drafted_sees_the_button_off_with_the_reason_and_cannot_press_it(
    drafter: Client, reviewer: Client
) -> None:
    """A reviewer who wrote any edition of the plan may not approve it, on the page or past it."""
    number = saved(drafter)
    assert revised(reviewer, number, version="1", title="改过的标题").status_code == 302
    drafter.post(f"/allocation/{number}/step/submit/")
    page = text(reviewer.get(f"/allocation/{number}/"))
    assert "起草人不能“审批方案”自己起草的内容" in page
    assert f'action="/allocation/{number}/step/approve/"' not in page
    assert "起草人不能" in text(reviewer.post(f"/allocation/{number}/step/approve/", follow=True))
    assert "须由审核人员办理" in text(drafter.get(f"/allocation/{number}/"))
    with scope("650100"):
        assert Plan.objects.get(pk=number).state == "submitted"


def test_a_plan_goes_all_the_way_to_the_money_on_its_way(drafter: Client, reviewer: Client) -> None:
    number = saved(drafter)
    assert "送审" in text(drafter.post(f"/allocation/{number}/step/submit/", follow=True))
    back = {"reason": "人数用错了年份"}
    assert "退回" in text(reviewer.post(f"/allocation/{number}/step/send_back/", back, follow=True))
    assert "人数用错了年份" in text(drafter.get(f"/allocation/{number}/"))
    drafter.post(f"/allocation/{number}/step/submit/")
    reviewer.post(f"/allocation/{number}/step/approve/")
    letter = {"addressees": "各区财政局", "unit": "元", "do": "send"}
    assert drafter.post(f"/allocation/{number}/letter/", letter).status_code == 302
    assert held() == {}
    page = text(reviewer.get(f"/allocation/{number}/paper/"))
    assert "送签稿" in page and f"/allocation/{number}/paper/1.png" in page
    picture = reviewer.get(f"/allocation/{number}/paper/1.png")
    assert picture["Content-Type"] == "image/png" and picture.content[1:4] == b"PNG"
    assert reviewer.get(f"/allocation/{number}/paper/99.png").status_code == 404
    signed = {"number": "乌财社〔2025〕12号", "day": "2025-03-03"}
    assert reviewer.post(f"/allocation/{number}/sign/", signed).status_code == 302
    reviewer.post(f"/allocation/{number}/step/book/")
    with scope("650100"):
        plan = Plan.objects.get(pk=number)
        assert (plan.state, (plan.letter or {})["addressees"]) == ("booked", ["各区财政局"])
        paper = plan.papers.get(stage="signed", name__endswith=".docx")
    assert sum(on_its_way(f"65010{n}-finance") for n in (2, 3, 5)) == 110 * WAN
    file = drafter.get(f"/allocation/{number}/files/{paper.pk}/")
    assert file["Content-Disposition"].startswith("attachment") and file.content == paper.content


def test_the_paper_is_looked_at_before_anything_is_reserved(drafter: Client) -> None:
    number = saved(drafter)
    typed = {"addressees": "各区财政局", "unit": "万元", "do": "paper"}
    answer = drafter.post(f"/allocation/{number}/letter/", typed)
    assert answer["Location"] == f"/allocation/{number}/paper/"
    assert 'alt="第 1 页"' in text(drafter.get(f"/allocation/{number}/paper/"))
    assert sum(held().values()) == 110 * WAN


def test_two_people_who_save_the_same_plan_see_who_changed_what_and_choose(
    drafter: Client, reviewer: Client
) -> None:
    number = saved(drafter)
    first = revised(drafter, number, version="1", **{"cell-1-1": "9", "title": "甲改的标题"})
    assert first.status_code == 302
    mine = {"version": "1", "cell-1-1": "5", "cell-2-1": "7"}
    answer = revised(reviewer, number, **mine)
    page = text(answer)
    assert answer.status_code == 409 and "没有丢失" in page
    assert "经办人丙" in page and "天山区的“人数”" in page and "沙依巴克区的“人数”" in page
    rows = re.findall(r"<tr( class=\"clash\")?><th scope=\"row\">([^<]+)", page)
    assert [words for clash, words in rows if clash] == ["天山区的“人数”"]
    at = re.search(r'name="keep-(\d+)"', page)
    assert at is not None
    choice = {f"keep-{at[1]}": "mine", "against": "2", "do": "choose"}
    assert revised(reviewer, number, **mine, **choice).status_code == 302
    page = text(drafter.get(f"/allocation/{number}/edit/"))
    cells = dict(FIELD.findall(page))
    assert (cells["cell-1-1"], cells["cell-2-1"]) == ("5", "7")
    assert cells["title"] == "甲改的标题"
    page = text(drafter.get(f"/allocation/{number}/"))
    assert "第3版" in page and "第1版" in page


def test_a_choice_made_on_an_older_difference_is_asked_again(
    drafter: Client, reviewer: Client
) -> None:
    number = saved(drafter)
    revised(drafter, number, version="1", **{"cell-1-1": "9"})
    revised(drafter, number, version="2", **{"cell-1-1": "8"})
    stale = {"version": "1", "cell-1-1": "5", "keep-0": "mine", "against": "2", "do": "choose"}
    assert revised(reviewer, number, **stale).status_code == 409


def test_a_copy_is_compared_with_the_plan_recipient_by_recipient(drafter: Client) -> None:
    number = saved(drafter)
    answer = drafter.post(f"/allocation/{number}/copy/")
    copy = int(answer["Location"].split("/")[2])
    assert copy != number
    assert revised(drafter, copy, version="1", **{"cell-1-1": "6"}).status_code == 302
    page = text(drafter.get(f"/allocation/{copy}/"))
    assert "与原方案比较" in page and f"方案 {number} 的假设方案" in page
    changed = text(drafter.get(f"/allocation/{copy}/origin/?part=changed&row=天山区"))
    whole = WHOLE.search(changed)
    assert whole is not None and int(whole[1]) > 0
    total = WHOLE.search(text(drafter.get(f"/allocation/{copy}/origin/?part=changed")))
    assert total is not None and total[1] == "0"


def test_a_plan_that_was_submitted_is_not_changed(drafter: Client) -> None:
    number = saved(drafter)
    drafter.post(f"/allocation/{number}/step/submit/")
    answer = revised(drafter, number, version="1", title="晚了")
    assert answer.status_code == 302
    with scope("650100"):
        assert Plan.objects.get(pk=number).title == "2025年医疗救助补助资金分配方案"


def test_another_city_sees_nothing_of_it(drafter: Client) -> None:
    number = saved(drafter)
    enter("外人", "650200-finance")
    client = signed_in("外人")
    for path in ("", "edit/", "paper/", "origin/?part=issued", "letter/"):
        assert client.get(f"/allocation/{number}/{path}").status_code == 404, path
    assert client.post(f"/allocation/{number}/step/submit/").status_code == 404


def test_an_auditor_reads_and_is_told_why_nothing_can_be_done(drafter: Client) -> None:
    number = saved(drafter)
    enter("审计员", CITY, Role.AUDITOR)
    client = signed_in("审计员")
    assert "角色是审计" in text(client.get(f"/allocation/{number}/"))
    assert "角色是审计" in text(client.get("/allocation/new/"))
    assert client.post("/allocation/new/", sent()).status_code == 200
    with scope("650100"):
        assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["/allocation/", "/allocation/new/", "/allocation/{}/", "/allocation/{}/edit/"]
)
def test_a_page_asks_few_questions(drafter: Client, path: str) -> None:
    number = saved(drafter)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert drafter.get(path.format(number)).status_code == 200
    assert len(asked) <= 30

"""管理: units and people are registered by those who may, once, with a row in the journal."""

from __future__ import annotations

import pytest

from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.administration import (
    Unregistrable,
    add_agency,
    add_user,
    installer,
    the_agency,
)
from zhida.platform.installing import people, welcome
from zhida.platform.journal.queries import deeds
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CITY = Actor("王芳", "650100-finance", "650100", Role.DRAFTER)


def test_a_unit_without_an_official_code_gets_a_local_one_marked_so(database: str) -> None:
    first, second = (add_agency(CITY, name, "650102") for name in ("甲医院", "乙医院"))
    assert (first.code, second.code) == ("650102-unit-0001", "650102-unit-0002")
    assert (first.status, first.kind) == ("local", Agency.Kind.UNIT)
    with scope("650102"):
        row = deeds(concept="agency", subject=first.code).get()
    assert (row.verb, row.actor, row.after) == (
        "add_agency", "王芳", {"name": "甲医院", "region": "650102", "status": "local"},
    )  # fmt: skip


def test_an_official_code_needs_its_source(database: str) -> None:
    with pytest.raises(Unregistrable, match="须说明出处"):
        add_agency(CITY, "甲医院", "650100", code="361001")
    made = add_agency(CITY, "甲医院", "650100", code="361001", source="预算管理一体化系统")
    assert (made.code, made.status, made.source) == ("361001", "attested", "预算管理一体化系统")
    with pytest.raises(Unregistrable, match="已属于另一单位"):
        add_agency(CITY, "乙医院", "650100", code="361001", source="同上")


def test_a_unit_is_registered_once(database: str) -> None:
    add_agency(CITY, "甲医院", "650100")
    with pytest.raises(Unregistrable, match="代码是 650100-unit-0001"):
        add_agency(CITY, "甲医院 ", "650100")
    assert add_agency(CITY, "甲医院", "650102").code == "650102-unit-0001"


def test_nobody_registers_for_a_neighbour(database: str) -> None:
    with pytest.raises(Forbidden, match="限于本区划及其下级"):
        add_agency(CITY, "甲医院", "650200")
    assert not Agency.objects.filter(name="甲医院").exists()


def test_a_region_that_is_not_there_is_told(database: str) -> None:
    with pytest.raises(Unregistrable, match="没有代码为999999的区划"):
        add_agency(CITY, "甲医院", "999999")


def test_the_first_people_are_welcomed_once_and_all_or_none(database: str) -> None:
    assert [each.new for each in welcome("650100-finance", ["张三"], ["李四"])] == [True, True]
    assert [each.new for each in welcome("乌鲁木齐市财政局", ["张三"], ["李四"])] == [False, False]
    with pytest.raises(Unregistrable, match="已有用户“张三”"):
        welcome("650100-finance", ["王五"], ["张三"])
    assert people() == {"drafter": ["张三"], "reviewer": ["李四"]}
    assert not User.objects.get(username="张三").has_usable_password()


def test_only_an_administrator_makes_users(database: str) -> None:
    agency = the_agency("650100-finance")
    with pytest.raises(Forbidden, match="须由安全管理人员办理"):
        add_user(CITY, "张三", agency, Role.REVIEWER)
    user, new = add_user(installer(agency), "张三", agency, Role.REVIEWER)
    assert (user.role, new) == (Role.REVIEWER, True)


def test_an_agency_is_named_so_that_only_one_is_meant(database: str) -> None:
    assert the_agency("650100-finance").name == "乌鲁木齐市财政局"
    with pytest.raises(Unregistrable, match="请写明代码"):
        the_agency("城关区财政局")
    with pytest.raises(Unregistrable, match="没有找到单位"):
        the_agency("火星财政局")

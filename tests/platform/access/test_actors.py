"""办理人: the one who acts is known by name, or there is only one who can be meant."""

from __future__ import annotations

import pytest

from zhida.platform.access.actors import UnknownActor, actor
from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Role
from zhida.platform.access.queries import about
from zhida.platform.regions.models import Agency


def enter(name: str, role: Role = Role.DRAFTER) -> User:
    agency = Agency.objects.get(code="650100-finance")
    return User.objects.create(username=name, agency=agency, role=role)


def test_a_name_becomes_who_acts_with_agency_and_region(database: str) -> None:
    enter("王芳", Role.REVIEWER)
    assert actor("王芳") == Actor("王芳", "650100-finance", "650100", Role.REVIEWER)


def test_the_only_user_need_not_be_named(database: str) -> None:
    enter("王芳")
    assert actor().name == "王芳"


def test_among_several_the_one_who_is_called_as_the_account_acts(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter("王芳")
    enter("liqiang")
    monkeypatch.setattr("getpass.getuser", lambda: "liqiang")
    assert actor().name == "liqiang"


def test_a_choice_is_not_made_for_people(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enter("王芳")
    enter("李强", Role.REVIEWER)
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    with pytest.raises(
        UnknownActor, match="请用 --as 指明由谁办理。现有用户：王芳（经办）、李强（审核）"
    ):
        actor()


def test_without_users_the_way_to_make_one_is_told(database: str) -> None:
    with pytest.raises(UnknownActor, match="zhida init --agency"):
        actor()


def test_who_left_does_not_act(database: str) -> None:
    left = enter("王芳")
    left.is_active = False
    left.save()
    with pytest.raises(UnknownActor, match="没有名为“王芳”的用户"):
        actor("王芳")


def test_what_belongs_to_a_region_is_looked_down_on_from_all_above(database: str) -> None:
    assert about("650102").reached_from == {"650102", "650100", "650000", "100000"}

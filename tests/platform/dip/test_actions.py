"""收取: what the engine wrote is taken in once, whole, by those who may, and never overwritten."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, transaction
from tests.platform.dip.results import (
    TODAY,
    flow_file,
    monitoring_file,
    quality_file,
    simulation_file,
)

from zhida.engines.errors import EngineError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.dip.actions import take_in
from zhida.platform.dip.models import Kind, Result
from zhida.platform.dip.queries import newest, standing
from zhida.platform.dip.result_files import Given
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

DRAFTER = Actor("医保经办", "650100-medical", "650100", Role.DRAFTER, "medical_security")


def taken(*files: Given) -> list[tuple[Kind, int, bool]]:
    found = take_in(DRAFTER, files, 2025, TODAY)
    return [(Kind(each.result.kind), each.result.edition, each.new) for each in found]


def test_every_kind_is_known_by_what_it_says_and_kept_whole(database: str) -> None:
    files = (quality_file(), monitoring_file(), simulation_file(), flow_file())
    assert taken(*files) == [
        (Kind.QUALITY, 1, True), (Kind.MONITORING, 1, True),
        (Kind.SIMULATION, 1, True), (Kind.FLOW, 1, True),
    ]  # fmt: skip
    with scope("650100"):
        found = standing("650100", 2025)
        assert [each.text.encode() for each in found] == [each.content for each in files]
        assert [str(each.day) for each in found] == [
            str(TODAY),
            str(TODAY),
            "2025-06-30",
            str(TODAY),
        ]
        assert (found[3].pool, found[3].insutype) == ("6501", "310")
        deeds = Deed.objects.filter(verb="take_in_result", region_id="650100")
        assert deeds.count() == 4
        assert deeds.earliest("pk").actor == "医保经办"


def test_the_same_file_is_no_new_edition_and_another_never_overwrites(database: str) -> None:
    first, second = quality_file(), quality_file(late=1)
    assert taken(first) == [(Kind.QUALITY, 1, True)]
    assert taken(first) == [(Kind.QUALITY, 1, False)]
    assert taken(second) == [(Kind.QUALITY, 2, True)]
    assert taken(first) == [(Kind.QUALITY, 3, True)]
    with scope("650100"):
        now = newest("650100", 2025, Kind.QUALITY)
        assert now is not None
        assert now.text.encode() == first.content
        with pytest.raises(DatabaseError), transaction.atomic():
            Result.objects.filter(edition=1).update(text="{}")
        with pytest.raises(DatabaseError), transaction.atomic():
            now.delete()


def test_what_the_engine_did_not_write_is_refused_and_nothing_is_taken(database: str) -> None:
    patient = json.loads(quality_file().content)
    patient["by_institution"][0]["psn_no"] = "1"
    changed = flow_file().content.replace(b"1000000", b"1000001")
    wrong = {
        "内容不是json": Given("名单.csv", "姓名\n".encode()),
        "没有认得的内容": Given("a.json", b"{}"),
        "不是一个json对象": Given("a.json", b"[]"),
        "像是质控报告，但内容不全或被改动过": Given("q.json", json.dumps(patient).encode()),
        "被改动过|不一致|不相连": Given("f.json", changed),
    }
    for words, file in wrong.items():
        with pytest.raises(EngineError, match=words):
            take_in(DRAFTER, (monitoring_file(), file), 2025, TODAY)
    with scope("650100"):
        assert not Result.objects.exists()


def test_only_medical_security_takes_in_and_only_its_own(database: str) -> None:
    finance = Actor("财政经办", "650100-finance", "650100", Role.DRAFTER)
    with pytest.raises(Forbidden, match="收取付费结果"):
        take_in(finance, (quality_file(),), 2025, TODAY)
    with pytest.raises(Forbidden, match="限于本区划"):
        take_in(DRAFTER, (quality_file(),), 2025, TODAY, region="650200")
    taken(quality_file())
    with scope("650200"):
        assert not Result.objects.exists()

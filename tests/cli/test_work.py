"""zhida work: what waits is done, and the command ends."""

from __future__ import annotations

import signal

import pytest
from tests.cli.conftest import Zhida
from tests.platform.jobs import kinds_of_tests as kinds

from zhida.platform.access.actors import actor
from zhida.platform.jobs.actions import start
from zhida.platform.jobs.models import Job, JobState
from zhida.platform.scope import scope


def test_what_waits_is_done_and_then_it_ends(zhida: Zhida, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    job = start(actor("审核人乙"), kinds.writing, "登记", [("甲", None)])
    answer = zhida("work", "--until-done")
    assert answer.exit_code == 0
    assert "办理任务1项" in answer.output
    with scope("100000"):
        assert Job.objects.get(pk=job.pk).state == JobState.DONE

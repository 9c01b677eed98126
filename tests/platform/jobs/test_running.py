"""后台任务: done item by item, each wholly or not at all, never twice, as who started it."""

from __future__ import annotations

import datetime
import threading
import time

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.platform.accounts.people import enter
from tests.platform.jobs import kinds_of_tests as kinds

from zhida.platform.access.actors import actor
from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.jobs.actions import JobOver, cancel, start
from zhida.platform.jobs.models import ItemState, Job, JobState
from zhida.platform.jobs.queries import jobs_of
from zhida.platform.jobs.worker import resume, run_worker, work_off
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

LATER = datetime.timedelta(seconds=30)


@pytest.fixture
def who(database: str) -> Actor:
    kinds.CRASH_AT.clear()
    enter("王芳")
    return actor("王芳")


def started(who: Actor, *names: str) -> Job:
    return start(who, kinds.writing, "登记几份通知", [(name, b"x") for name in names])


def now(who: Actor, job: Job) -> Job:
    with scope(who.region):
        return Job.objects.get(pk=job.pk)


def deeds(who: Actor) -> list[str]:
    with scope(who.region):
        return list(
            Deed.objects.filter(concept="test").order_by("id").values_list("subject", flat=True)
        )


def test_every_item_is_done_and_its_result_told(who: Actor) -> None:
    job = started(who, "甲", "乙")
    assert now(who, job).state == JobState.WAITING
    assert work_off() == 1
    done = now(who, job)
    assert (done.state, done.done, done.total, done.result, done.wrong) == (
        "done",
        2,
        2,
        "/notices/",
        "",
    )
    assert done.started_at and done.ended_at
    with scope(who.region):
        items = list(job.items.order_by("ordinal"))
    assert [(each.said, each.state, each.content) for each in items] == [
        ("甲已办", "done", None),
        ("乙已办", "done", None),
    ]
    assert deeds(who) == ["甲", "乙"]


def test_an_item_that_is_refused_leaves_nothing_and_the_others_go_on(who: Actor) -> None:
    job = started(who, "甲", "坏的", "乙")
    work_off()
    assert deeds(who) == ["甲", "乙"]
    done = now(who, job)
    assert (done.state, done.wrong) == (JobState.DONE, "1项没有办成，原因见各项")
    with scope(who.region):
        bad = job.items.get(name="坏的")
    assert (bad.state, bad.said) == (ItemState.FAILED, "这一项办不成，请核对")


def test_asked_to_cancel_it_ends_after_the_item_in_hand(who: Actor) -> None:
    job = started(who, "甲", "取消", "乙")
    work_off()
    done = now(who, job)
    assert (done.state, done.cancel_asked_by) == (JobState.CANCELLED, "王芳")
    assert deeds(who) == ["甲", "取消"]
    with pytest.raises(JobOver, match="已取消，不用取消"):
        cancel(who, done)


def test_cancelled_before_it_began_nothing_is_done(who: Actor) -> None:
    job = started(who, "甲")
    cancel(who, job)
    work_off()
    assert now(who, job).state == JobState.CANCELLED
    assert deeds(who) == []


def test_after_a_crash_what_was_done_is_not_done_again(who: Actor) -> None:
    job = started(who, "甲", "乙", "丙")
    kinds.CRASH_AT.add("乙")
    work_off()
    assert deeds(who) == ["甲"]
    # As a killed process leaves it: claimed, and nobody holds the job.
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now() - LATER, exception_class_path=""
    )
    kinds.CRASH_AT.clear()
    assert now(who, job).state == JobState.RUNNING
    assert resume() == 1
    work_off()
    assert deeds(who) == ["甲", "乙", "丙"]
    assert now(who, job).state == JobState.DONE


def test_a_worker_that_is_asked_to_end_leaves_the_job_for_the_next(who: Actor) -> None:
    job = started(who, "甲", "停", "丙")
    stop = threading.Event()
    thread = threading.Thread(target=run_worker, args=(stop,))
    thread.start()
    try:
        until = time.monotonic() + 20
        while not deeds(who) and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()
    assert deeds(who) == ["甲"]
    assert now(who, job).state == JobState.WAITING
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_who_may_no_longer_do_it_has_nothing_done(who: Actor) -> None:
    job = started(who, "甲")
    User.objects.filter(username="王芳").update(role=Role.AUDITOR)
    work_off()
    done = now(who, job)
    assert done.state == JobState.FAILED
    assert "须由经办、审核人员办理" in done.wrong
    assert deeds(who) == []


def test_who_was_switched_off_has_nothing_done(who: Actor) -> None:
    job = started(who, "甲")
    User.objects.filter(username="王芳").update(is_active=False)
    work_off()
    assert now(who, job).state == JobState.FAILED
    assert "没有名为“王芳”的用户" in now(who, job).wrong


def test_what_the_program_did_wrong_is_told_without_its_inside(who: Actor) -> None:
    job = start(who, kinds.failing, "失败的")
    work_off()
    done = now(who, job)
    assert done.state == JobState.FAILED
    assert done.wrong.startswith("程序出错（ZeroDivisionError）")
    assert "not a sentence" not in done.wrong


def test_nobody_starts_what_they_may_not_do(who: Actor) -> None:
    with pytest.raises(Forbidden, match="须由审核人员办理"):
        start(who, kinds.signing, "签发")
    assert DBTaskResult.objects.count() == 0


def test_a_job_started_in_a_transaction_that_fails_never_was(who: Actor) -> None:
    with pytest.raises(ZeroDivisionError), scope(who.region):
        started(who, "甲")
        raise ZeroDivisionError
    assert DBTaskResult.objects.count() == 0
    assert work_off() == 0


def test_the_queue_says_nothing_of_what_a_job_is_about(who: Actor) -> None:
    started(who, "甲")
    row = DBTaskResult.objects.get()
    assert set(row.args_kwargs["args"]) <= {row.args_kwargs["args"][0], "650100"}
    assert row.args_kwargs["kwargs"] == {}


def test_jobs_of_another_region_are_not_seen(who: Actor) -> None:
    job = started(who, "甲")
    with scope("650200"):
        assert not Job.objects.filter(pk=job.pk).exists()
        assert not job.items.exists()
    with scope("650000"):
        assert Job.objects.filter(pk=job.pk).exists()


def test_my_jobs_begin_with_those_that_go_on(who: Actor) -> None:
    first, second = started(who, "甲"), started(who, "乙")
    with scope(who.region):
        Job.objects.filter(pk=second.pk).update(state=JobState.DONE)
        assert [each.pk for each in jobs_of(who)] == [first.pk, second.pk]

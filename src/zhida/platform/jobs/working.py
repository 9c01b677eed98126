"""办理中的任务 working: what the function of a kind is given to do its work with."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from zhida.platform.access.policy import Actor
from zhida.platform.jobs.models import ItemState, Job, JobItem
from zhida.platform.scope import scope

_OFTEN = 0.5  # seconds between two notes of progress


class Cancelled(Exception):
    """任务被取消: somebody asked for it; raised between two items."""


class Interrupted(Exception):
    """任务中断: the worker is asked to end; the job goes on with the next one."""


@dataclass(slots=True)
class Outcome:
    """办理结果: what to say of an item, and where what came of it is."""

    said: str = ""
    result: str = ""


class Work:
    """办理中的任务: the job, who acts, and the items that are not done yet.

    A kind's function goes through `items` and does each within `together`:

        for item in work.items():
            with work.together(item) as outcome:
                outcome.said = "已登记"
    """

    def __init__(self, job: Job, actor: Actor, stop: threading.Event) -> None:
        self.job = job
        self.actor = actor
        self._stop = stop
        self._noted = 0.0

    def waiting(self) -> list[JobItem]:
        """未办事项: in their order, with their files; those that were done before aren't among them."""
        with scope(self.actor.region):
            return list(self.job.items.filter(state=ItemState.WAITING).order_by("ordinal"))

    def items(self) -> Iterator[JobItem]:
        """逐项: each one that waits, with a look before it whether to go on, and progress after it."""
        waiting = self.waiting()
        before = self.job.total - len(waiting)
        for place, item in enumerate(waiting):
            self.pause()
            self.tell(before + place, self.job.total)
            yield item
        self.tell(self.job.total, self.job.total)

    def pause(self) -> None:
        """间隙: nothing is half done here. Raises `Cancelled` or `Interrupted` where asked to end."""
        if self._stop.is_set():
            raise Interrupted
        with scope(self.actor.region):
            asked = Job.objects.values_list("cancel_asked_by", flat=True).get(pk=self.job.pk)
        if asked:
            raise Cancelled

    def tell(self, done: int, total: int, step: str = "") -> None:
        """进度: noted twice a second at most, and whenever the step changes or the end is reached."""
        now = time.monotonic()
        if step == self.job.step and done < total and now - self._noted < _OFTEN:
            return
        self._noted = now
        self.job.done, self.job.total, self.job.step = done, total, step
        with scope(self.actor.region):
            self.job.save(update_fields=["done", "total", "step"])

    @contextmanager
    def together(self, *items: JobItem) -> Iterator[Outcome]:
        """一并办理: what the block does and the note that the items are done are one transaction.

        A refusal of ours within it undoes the block, and the items are noted as
        failed with its sentence; other errors undo it and end the job.
        """
        outcome = Outcome()
        try:
            with scope(self.actor.region):
                self._lock(items)
                yield outcome
                self._settle(items, ItemState.DONE, outcome)
        except (Cancelled, Interrupted):
            raise
        except Exception as refused:
            if not type(refused).__module__.startswith("zhida."):
                raise
            self.refuse(str(refused), *items)

    def refuse(self, why: str, *items: JobItem) -> None:
        """办不成: items that nothing is done for, with the reason."""
        with scope(self.actor.region):
            self._settle(items, ItemState.FAILED, Outcome(why))

    def _lock(self, items: tuple[JobItem, ...]) -> None:
        """Another worker that has taken the job as well finds them done."""
        keys = [each.pk for each in items]
        held = JobItem.objects.select_for_update().filter(pk__in=keys, state=ItemState.WAITING)
        if len(list(held.values_list("pk", flat=True))) != len(keys):
            raise Interrupted

    def _settle(self, items: tuple[JobItem, ...], state: ItemState, outcome: Outcome) -> None:
        JobItem.objects.filter(pk__in=[each.pk for each in items]).update(
            state=state, said=outcome.said, result=outcome.result, content=None
        )

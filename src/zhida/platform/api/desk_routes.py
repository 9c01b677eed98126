"""工作台接口 desk: what waits for the token's user, what they set going, what changed, the lights."""

from __future__ import annotations

import datetime
from typing import Annotated

from django.urls import reverse
from django.utils import timezone
from ninja import Query
from pydantic import Field

from zhida.platform.accounts.queries import last_sign_in
from zhida.platform.api.bearer import Call
from zhida.platform.api.page_values import looking_at
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Asked, Code, Told, Words
from zhida.platform.desk.finding import find
from zhida.platform.desk.queries import Did, desk_of
from zhida.platform.desk.tasks import Task

routes = Routes("工作台")


class DeskAsked(Asked):
    """所看区划: alerts are counted there and below; the actor's own unless said."""

    region: Code = ""


class TaskTold(Told):
    """事项: `address` is the page on which it is done."""

    kind: str
    what: str
    address: str
    since: datetime.datetime | datetime.date | None


class DidTold(Told):
    """办过的: the last of a kind done in one go, and how many."""

    verb: str
    name: str
    concept: str
    subject: str
    actor: str
    at: datetime.datetime
    times: int


class DeskTold(Told):
    """工作台: `copied` are overdue duties of others of which the level above is told."""

    to_do: list[TaskTold]
    started: list[TaskTold]
    copied: list[str]
    duties: int
    late: int
    alerts: int
    did: list[DidTold]
    changed: list[DidTold]


class SearchAsked(Asked):
    """搜索: what a person would type at the top of a page."""

    text: Annotated[Words, Field(max_length=100)]


class FoundTold(Told):
    """所得: the first few of each kind, with the page's address."""

    kind: str
    name: str
    address: str
    note: str


@routes.read("/desk")
def desk(call: Call, asked: Query[DeskAsked]) -> DeskTold:
    """工作台: duties and alerts have lists of their own."""
    region = call.region(asked.region)
    last = last_sign_in(call.actor.name)
    found = desk_of(call.actor, region, timezone.localdate(), last.at if last else None)
    return DeskTold(
        to_do=[_task(each) for each in found.to_do],
        started=[_task(each) for each in found.started],
        copied=[f"{each.what}：{each.offices}个单位" for each in found.copied],
        duties=found.duties,
        late=found.late,
        alerts=found.alerts_in_all,
        did=[_did(each) for each in found.did],
        changed=[_did(each) for each in found.changed],
    )


@routes.read("/search")
def search(call: Call, asked: Query[SearchAsked]) -> list[FoundTold]:
    """搜索: regions by name, pinyin or code, numbers of documents, vouchers, duties, pages."""
    return [
        FoundTold(kind=kind, name=str(each.name), address=each.url, note=str(each.note))
        for kind, answers in find(looking_at(call, reverse("search")), asked.text)
        for each in answers
    ]


def _task(each: Task) -> TaskTold:
    return TaskTold(kind=each.kind, what=each.what, address=each.url, since=each.since)


def _did(each: Did) -> DidTold:
    deed = each.deed
    return DidTold(
        verb=deed.verb,
        name=each.name,
        concept=deed.concept,
        subject=deed.subject,
        actor=deed.actor,
        at=deed.at,
        times=each.times,
    )

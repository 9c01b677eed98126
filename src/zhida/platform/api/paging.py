"""分页 paging: pages that begin after a row, so that what is added meanwhile moves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, QuerySet
from pydantic import Field

from zhida.platform.api.refusing import Refused
from zhida.platform.api.shapes import Asked, Told, Words

MOST = 500
_SALT = "zhida api cursor"

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M", bound=Model)

Key = tuple[int | str, ...]
"""排序值: what a row stands in order by, and no other row has."""


class Paged(Asked):
    """分页: how many rows, and after which."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = 50
    cursor: Words = ""


class Page(Told, Generic[T]):
    """一页: `next` is the cursor of the page after it, "" where this is the last."""

    items: list[T]
    next: str = ""


def page_of(
    rows: Iterable[R],
    asked: Paged,
    route: str,
    key: Callable[[R], Key],
    told: Callable[[R], T],
) -> Page[T]:
    """一页: of rows that are read whole; they are put in the order of their keys."""
    after = _after(asked.cursor, route)
    found = sorted(rows, key=key)
    if after is not None:
        try:
            found = [each for each in found if key(each) > after]
        except TypeError as other:
            raise _forged() from other
    return _page(found[: asked.limit + 1], asked, route, key, told)


def following(
    fetch: Callable[[Key | None, int], Iterable[R]],
    asked: Paged,
    route: str,
    key: Callable[[R], Key],
    told: Callable[[R], T],
) -> Page[T]:
    """一页: of rows that `fetch` finds in the order of their keys: beyond one, so many at the most."""
    found = list(fetch(_after(asked.cursor, route), asked.limit + 1))
    return _page(found, asked, route, key, told)


def newest(rows: QuerySet[M], asked: Paged, route: str, told: Callable[[M], T]) -> Page[T]:
    """一页: of rows of the database, the newest (highest number) first."""
    after = _after(asked.cursor, route)
    found = rows.order_by("-pk")
    if after is not None:
        found = found.filter(pk__lt=after[0])
    return _page(list(found[: asked.limit + 1]), asked, route, lambda each: (each.pk,), told)


def oldest(rows: QuerySet[M], asked: Paged, route: str, told: Callable[[M], T]) -> Page[T]:
    """一页: of rows of the database, the oldest (lowest number) first."""
    after = _after(asked.cursor, route)
    found = rows.order_by("pk")
    if after is not None:
        found = found.filter(pk__gt=after[0])
    return _page(list(found[: asked.limit + 1]), asked, route, lambda each: (each.pk,), told)


def cursor_of(key: Key, route: str) -> str:
    """游标: a place in a list, sealed, so that nobody makes one up."""
    return signing.dumps(list(key), salt=f"{_SALT} {route}", compress=True)


def place_of(cursor: str, route: str, field: str = "cursor") -> Key:
    """位置: what a cursor says. Raises `Refused` for one that this route didn't give."""
    try:
        return tuple(signing.loads(cursor, salt=f"{_SALT} {route}"))
    except signing.BadSignature as forged:
        raise _forged(field) from forged


def number_of(after: Key | None) -> int:
    """编号: of the row of the database beyond which a page begins; 0 where the list begins."""
    return int(after[0]) if after else 0


def _after(cursor: str, route: str) -> Key | None:
    return place_of(cursor, route) if cursor else None


def _forged(field: str = "cursor") -> Refused:
    return Refused(422, "invalid", f"“{field}”不是本列表给出的游标", "请从头取起", field)


def _page(
    found: Sequence[R],
    asked: Paged,
    route: str,
    key: Callable[[R], Any],
    told: Callable[[R], T],
) -> Page[T]:
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return Page[Any](
        items=[told(each) for each in shown],
        next=cursor_of(key(shown[-1]), route) if more else "",
    )

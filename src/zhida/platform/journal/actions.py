"""记日志 record: one row for each act, in the transaction of the act itself."""

from __future__ import annotations

from zhida.core.provenance import Source
from zhida.platform.access.policy import Actor
from zhida.platform.journal.models import Deed

State = dict[str, object]
"""What a thing was or became: JSON values by name."""


def record(
    actor: Actor,
    verb: str,
    concept: str,
    subject: str,
    before: State | None = None,
    after: State | None = None,
    reason: str = "",
    source: Source | str = "",
    *,
    region: str = "",
) -> Deed:
    """记日志: says who did what to which thing.

    `subject` names the thing within its concept (a number, a code); `before` is
    None for what is new, `after` for what is gone. `region` is the code of the
    region that the thing belongs to, by default the actor's. Must run in the
    transaction of the act and in a scope that reaches the region; raises
    `django.db.DatabaseError` otherwise.
    """
    return Deed.objects.create(
        actor=actor.name,
        agency=actor.agency,
        verb=verb,
        concept=concept,
        subject=subject,
        before=before,
        after=after,
        reason=reason,
        source=source.describe() if isinstance(source, Source) else source,
        region_id=region or actor.region,
    )

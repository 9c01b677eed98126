"""问询答复 alert_actions: the thread of an alert, step by step: permission, state, entry, journal."""

from __future__ import annotations

from zhida.core.execution.alerts.thread import STEPS, ThreadState, following
from zhida.core.ledger.errors import LedgerError
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.execution.models import AlertEntry, RaisedAlert
from zhida.platform.journal.actions import record
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

CONCEPT = "execution"


def inquire(actor: Actor, alert: int, words: str) -> RaisedAlert:
    """问询: asks the holder about an alert; by its own region or one above."""
    return _step(actor, alert, "inquire", words)


def reply(actor: Actor, alert: int, words: str) -> RaisedAlert:
    """答复: the holder's region answers."""
    return _step(actor, alert, "reply", words)


def opine(actor: Actor, alert: int, words: str) -> RaisedAlert:
    """出具意见: what the one who asked makes of the answer."""
    return _step(actor, alert, "opine", words)


def close(actor: Actor, alert: int, words: str) -> RaisedAlert:
    """办结: ends the thread; the alert isn't raised again for as long as it holds."""
    return _step(actor, alert, "close", words)


def _step(actor: Actor, number: int, verb: str, words: str) -> RaisedAlert:
    step = STEPS[verb]
    if not words.strip():
        raise LedgerError(f"{step.label}须写明内容")
    with scope(actor.region):
        alert = RaisedAlert.objects.select_for_update().filter(pk=number).first()
        if alert is None:
            raise LedgerError(
                f"没有编号为{number}的预警，或不在本区划范围内。编号见预警列表（执行—预警，或 zhida alerts）"
            )
        require(actor, step.permission, about(alert.region_id))
        before = ThreadState(alert.state)
        alert.state = following(verb, before).value
        alert.save(update_fields=["state"])
        AlertEntry.objects.create(
            alert=alert,
            act=verb,
            actor=actor.name,
            agency_name=Agency.objects.get(code=actor.agency).name,
            words=words.strip(),
        )
        record(
            actor,
            step.permission,
            CONCEPT,
            f"alert {alert.pk}",
            {"state": before.value},
            {"state": alert.state, "rule": alert.rule, "subject": alert.subject_key},
            words.strip(),
            region=alert.region_id,
        )
        return alert

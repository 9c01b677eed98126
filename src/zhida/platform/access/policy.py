"""办理权限 policy: may this person do that to this thing? One question, asked by every action.

The answers stand in `data/permissions.csv`: a verb, the roles that may, whose
things, in agencies of which kind (none named: of every kind), and whether the
one who drafted is shut out. What stands in no row nobody may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import TextChoices

from zhida.core.regions import get
from zhida.data import load
from zhida.platform.regions.models import Agency


class Role(TextChoices):
    """角色: what a person does in an agency.

    Whether a drafter or reviewer is one of finance, of medical security or of a unit
    follows from the agency's kind. The three administrators look after the system, its
    users, and what was done; none of them moves money.
    """

    DRAFTER = "drafter", "经办"
    REVIEWER = "reviewer", "审核"
    AUDITOR = "auditor", "审计"
    SYSTEM_ADMINISTRATOR = "system_administrator", "系统管理"
    SECURITY_ADMINISTRATOR = "security_administrator", "安全管理"
    AUDIT_ADMINISTRATOR = "audit_administrator", "审计管理"


ADMINISTRATORS = (
    Role.SYSTEM_ADMINISTRATOR,
    Role.SECURITY_ADMINISTRATOR,
    Role.AUDIT_ADMINISTRATOR,
)


@dataclass(frozen=True, slots=True)
class Actor:
    """办理人: who acts. `agency` and `region` are codes; the region is the scope.

    `kind` is the agency's; whoever reads an actor from the database fills it in.

    >>> Actor("王芳", "650100-finance", "650100", Role.DRAFTER).region
    '650100'
    """

    name: str
    agency: str
    region: str
    role: Role
    kind: str = Agency.Kind.FINANCE


@dataclass(frozen=True, slots=True)
class Subject:
    """对象: what is acted upon, as far as permission goes.

    `region` is the code of the region it belongs to, and `reached_from` those
    codes whose people may look down on it (itself and all above; see
    `queries.about`). `drafters` are the names of those who drafted or
    submitted it.
    """

    region: str
    reached_from: frozenset[str] = frozenset()
    drafters: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """裁定: whether, and where not, why, as a Chinese sentence with its mend."""

    allowed: bool
    reason: str = ""


class Forbidden(PermissionError):
    """无权办理: nothing was done. The message is a Chinese sentence with its mend."""


def may(actor: Actor, verb: str, subject: Subject) -> Decision:
    """可否办理: whether the actor's role, region and part in the thing allow the verb.

    `verb` is one of `permissions.csv`.

    >>> drafter = Actor("王芳", "650100-finance", "650100", Role.DRAFTER)
    >>> reviewer = Actor("李强", "650100-finance", "650100", Role.REVIEWER)
    >>> plan = Subject("650100", drafters=frozenset({"王芳"}))
    >>> may(reviewer, "approve", plan)
    Decision(allowed=True, reason='')
    >>> may(drafter, "approve", plan).reason
    '“审批方案”须由审核人员办理，王芳的角色是经办'
    """
    row = _permissions().get(verb)
    if row is None:
        return Decision(False, f"没有名为“{verb}”的权限，任何人都不能办理")
    name = row["name"]
    if actor.role not in row["roles"].split("|"):
        roles = "、".join(Role(each).label for each in row["roles"].split("|"))
        return Decision(
            False, f"“{name}”须由{roles}人员办理，{actor.name}的角色是{actor.role.label}"
        )
    if row["kinds"] and actor.kind not in row["kinds"].split("|"):
        kinds = "、".join(Agency.Kind(each).label for each in row["kinds"].split("|"))
        return Decision(
            False, f"“{name}”须由{kinds}办理，{actor.name}所在的是{Agency.Kind(actor.kind).label}"
        )
    if not _reaches(actor, row["whose"], subject):
        whose = "本区划" if row["whose"] == "region" else "本区划及其下级"
        return Decision(
            False,
            f"“{name}”限于{whose}，{actor.name}属于{_place(actor.region)}，"
            f"所办内容属于{_place(subject.region)}",
        )
    if row["not_by_drafter"] and actor.name in subject.drafters:
        return Decision(
            False, f"起草人不能“{name}”自己起草的内容，请换一名{Role.REVIEWER.label}人员"
        )
    return Decision(True)


def _place(code: str) -> str:
    """A region as people call it."""
    found = get(code)
    return found.full_name if found else f"区划{code}"


@dataclass(frozen=True, slots=True)
class Answer:
    """答复: what the policy says to one verb, for a page: the verb's name, whether, why, on what basis.

    `region_only` tells that it holds for the actor's own region and not for those below;
    `second_person` that whoever drafted the thing is shut out.
    """

    verb: str
    name: str
    allowed: bool
    reason: str
    basis: str
    region_only: bool
    second_person: bool


def why(actor: Actor, verb: str, subject: Subject) -> Answer:
    """为什么能或不能: the decision of `may`, with the row that it rests on.

    >>> drafter = Actor("王芳", "650100-finance", "650100", Role.DRAFTER)
    >>> why(drafter, "sign", Subject("650100")).reason
    '“签发”须由审核人员办理，王芳的角色是经办'
    >>> why(drafter, "draft", Subject("650100")).allowed
    True
    """
    decision = may(actor, verb, subject)
    row = _permissions().get(verb, {})
    return Answer(
        verb,
        row.get("name", verb),
        decision.allowed,
        decision.reason,
        row.get("source", ""),
        row.get("whose") == "region",
        bool(row.get("not_by_drafter")),
    )


def require(actor: Actor, verb: str, subject: Subject) -> None:
    """Raises `Forbidden` with the reason where `may` says no."""
    decision = may(actor, verb, subject)
    if not decision.allowed:
        raise Forbidden(decision.reason)


def verb_names() -> dict[str, str]:
    """事项: the Chinese name of every verb of `permissions.csv`.

    >>> verb_names()["sign"]
    '签发'
    """
    return {verb: row["name"] for verb, row in _permissions().items()}


def _reaches(actor: Actor, whose: str, subject: Subject) -> bool:
    if whose == "any" or actor.region == subject.region:
        return True
    return whose == "reach" and actor.region in subject.reached_from


@cache
def _permissions() -> dict[str, Mapping[str, str]]:
    return {row["verb"]: row for row in load("permissions")}

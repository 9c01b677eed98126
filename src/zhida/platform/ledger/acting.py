"""办理 acting: what a holder does with its own lines: release, register, spend, adjust, close a year.

Each is one transaction: one permission question, the vouchers, one row of the
journal. Notices are booked in `booking`, plans in `platform.allocation`; money
goes back up in `sending_back`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from zhida.core.ledger import AccountKey, Act, LedgerError, QuotaLine, Voucher, verbs
from zhida.core.ledger.model import Ledger
from zhida.core.ledger.year_end import begin_year, close_year, next_year
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.posting import Posted, open_lines, post
from zhida.platform.ledger.queries import balances_of, find_lines, quota_numbers
from zhida.platform.ledger.vouchers import carried_over, stored_vouchers
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class Paper:
    """依据: the number and day of what an act rests on; `ordinal` tells instalments apart."""

    number: str
    day: datetime.date
    reason: str = ""
    ordinal: int = 1


@dataclass(frozen=True, slots=True)
class Finer:
    """细化到: the line's own elements that are told more finely; "" stays as it is."""

    implementing_project: str = ""
    function: str = ""
    gov_econ: str = ""
    dept_econ: str = ""

    def of(self, line: QuotaLine) -> QuotaLine | None:
        """The finer line of a line; None where nothing is finer."""
        told = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name)}
        return replace(line, parent=line.digest, **told) if told else None


def act(
    actor: Actor,
    verb: str,
    subject: str,
    fen: int,
    paper: Paper,
    *,
    onto: str = "",
    finer: Finer = Finer(),
    kind: str = "pending",
    condition_met: bool = False,
) -> Posted:
    """办理: one verb upon one of the actor's lines.

    `verb` is release, refine, register, enable, apply, pay, refund, reduce or
    adjust. `subject` names the line (see `queries.find_lines`), `onto` that to
    which money is adjusted, `finer` what it is refined or registered to, `kind`
    the account that is refined or adjusted. Raises `LedgerError` where nothing
    was booked.
    """
    with scope(actor.region):
        require(actor, verb, about(actor.region))
        line = own_line(actor, subject)
        upon = business(actor, paper)
        more = finer.of(line)
        if verb in _PLAIN:
            voucher = _PLAIN[verb](upon, line, fen)
        elif verb == "release":
            voucher = verbs.release(upon, line, fen, condition_met)
        elif verb == "register":
            voucher = verbs.register(upon, line, fen, more)
        elif verb == "refine" and more is not None:
            voucher = verbs.refine(upon, line, more, fen, kind)
        elif verb == "adjust":
            other = own_line(actor, onto)
            voucher = verbs.adjust(upon, line, other, fen, kind)
            more = other
        else:
            raise LedgerError("细化必须写明细化到的项目或科目")
        numbers = open_lines([line, *([more] if more else [])])
        (posted,) = post([voucher], numbers)
        journal(actor, verb, voucher, (posted,))
        return posted


_PLAIN: dict[str, Callable[[Act, QuotaLine, int], Voucher]] = {
    "enable": verbs.enable,
    "apply": verbs.apply,
    "pay": verbs.pay,
    "refund": verbs.refund,
    "reduce": verbs.reduce,
}


def reverse(actor: Actor, year: int, number: int, paper: Paper) -> Posted:
    """冲销: undoes a voucher of the actor's agency by its exact mirror; not by who booked it."""
    with scope(actor.region):
        (voucher,), numbers = stored_vouchers([(year, number)])
        require(actor, "reverse", about(actor.region, [voucher.actor]))
        if voucher.holder != actor.agency:
            raise LedgerError(f"凭证{year}-{number}由{voucher.holder}办理，请由该单位冲销")
        (posted,) = post([verbs.reverse(business(actor, paper), voucher)], numbers)
        journal(actor, "reverse", voucher, (posted,))
        return posted


def close(actor: Actor, year: int, paper: Paper) -> tuple[Posted, ...]:
    """年终结账: carries over what the agency has left of a year, or writes it off.

    Raises `LedgerError` naming the first account that must be settled before.
    """
    return _year_end(actor, "carry_over", year, paper, close_year)


def begin(actor: Actor, year: int, paper: Paper) -> tuple[Posted, ...]:
    """年初: takes in what the agency carried over from the year before."""
    return _year_end(actor, "carry_in", year, paper, begin_year)


def own_line(actor: Actor, subject: str) -> QuotaLine:
    """本单位的指标行: the one line of the actor's agency that `subject` names.

    Raises `LedgerError` where there is none, or several, naming them.
    """
    lines = quota_lines(find_lines(subject)) if subject else {}
    own = [line for line in lines.values() if line.holder == actor.agency]
    if len(own) == 1:
        return own[0]
    if not own:
        raise LedgerError(
            f"本单位没有“{subject}”这行指标。请写指标主键的前八位以上，见 zhida ledger balances"
        )
    several = "、".join(f"{line.digest.hex()[:12]}（{line.document}）" for line in own[:8])
    raise LedgerError(f"“{subject}”是本单位的{len(own)}行指标，请写指标主键：{several}")


def business(actor: Actor, paper: Paper) -> Act:
    """经办: an act of the actor's agency upon a paper of its own."""
    issuer = Agency.objects.get(code=actor.agency).name
    return Act(issuer, paper.number, paper.day, actor.name, paper.reason, ordinal=paper.ordinal)


def _year_end(
    actor: Actor,
    verb: str,
    year: int,
    paper: Paper,
    vouchers_of: Callable[[Act, Ledger, str, int], tuple[Voucher, ...]],
) -> tuple[Posted, ...]:
    with scope(actor.region):
        require(actor, verb, about(actor.region))
        ledger = _held(actor.agency, year)
        vouchers = vouchers_of(business(actor, paper), ledger, actor.agency, year)
        lines = {line.digest: line for line in ledger.lines.values()}
        if verb == "carry_in":
            found = [next_year(lines[each.transfers[0].credit.line]) for each in _carried(ledger)]
            lines |= {line.digest: line for line in found}
        wanted = {each.line for v in vouchers for t in v.transfers for each in (t.credit, t.debit)}
        posted = post(vouchers, open_lines(lines[digest] for digest in wanted))
        for voucher, each in zip(vouchers, posted, strict=True):
            journal(actor, verb, voucher, (each,))
        return posted


def _held(agency: str, year: int) -> Ledger:
    """The agency's part of the ledger as the year's end asks for it."""
    lines = {
        number: line
        for number, line in quota_lines(quota_numbers()).items()
        if line.holder == agency
    }
    balances = {
        AccountKey(lines[number].digest, kind, counterpart): fen
        for number, accounts in balances_of(lines).items()
        for (kind, counterpart), fen in accounts.items()
    }
    carried, undone, continued = carried_over(agency, year - 1)
    return Ledger(
        {line.digest: line for line in lines.values()},
        balances,
        {each.identity.key: each for each in carried},
        dict.fromkeys(undone, b""),
        dict.fromkeys(continued, b""),
    )


def _carried(ledger: Ledger) -> Iterable[Voucher]:
    return (each for each in ledger.vouchers.values() if each.verb == "carry_over")


def journal(actor: Actor, verb: str, voucher: Voucher, posted: tuple[Posted, ...]) -> None:
    """留痕: one row of the journal for a voucher that was booked."""
    booked = ", ".join(f"{each.year}-{each.number}" for each in posted)
    fen = sum(each.fen for each in voucher.transfers)
    after = {"document": voucher.document, "fen": fen}
    record(actor, verb, "ledger", booked, None, after, voucher.reason)

"""逐级更正 correcting: money that was booked on a wrong line is booked on the right one, down the chain.

One transaction undoes and books anew what was done with it since, by whichever
holder below; see `core.ledger.correction`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connection

from zhida.core.ledger import AccountKey, LedgerError, QuotaLine, Voucher
from zhida.core.ledger.correction import Correction, correct
from zhida.core.ledger.model import Ledger
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.ledger.acting import Paper, business
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.posting import Posted, line_numbers, open_lines, post
from zhida.platform.ledger.queries import balances_of, lines_below
from zhida.platform.ledger.vouchers import stored_vouchers
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class Mended:
    """改正: the elements of a line that were wrong, as they should be; None stays as it is."""

    flag: str | None = None
    regime: Regime | None = None
    project: str | None = None
    source: FundingSource | None = None
    kind: BudgetKind | None = None
    purpose: str | None = None
    transfer_function: str | None = None
    function: str | None = None
    implementing_project: str | None = None

    def of(self, line: QuotaLine) -> QuotaLine:
        """The right line in place of a wrong one.

        Raises `LedgerError` where the level above fixed what should be mended.
        """
        told = {name: getattr(self, name) for name in self.__slots__}
        told = {name: value for name, value in told.items() if value is not None}
        own = {name: told.pop(name) for name in _OWN if name in told}
        right = replace(line, earmark=replace(line.earmark, **told), **own)
        if right.earmark != line.earmark and line.parent is not None:
            raise LedgerError(
                f"{line.document}的标识、项目、来源随上级指标，本级不能更正。"
                "请由把钱首次记入账的单位更正"
            )
        return right


_OWN = ("transfer_function", "function", "implementing_project")


@dataclass(frozen=True, slots=True)
class Corrected:
    """更正结果: the vouchers, reversals first, as they were booked."""

    correction: Correction
    posted: tuple[Posted, ...]

    @property
    def holders(self) -> tuple[str, ...]:
        """涉及单位: whose vouchers were booked anew."""
        return tuple(dict.fromkeys(each.holder for each in self.correction.vouchers))


def correct_chain(
    actor: Actor,
    year: int,
    number: int,
    mended: Mended,
    paper: Paper,
    *,
    whole_chain: bool = False,
    look: bool = False,
) -> Corrected:
    """更正: a voucher that brought money in on a wrong line, and all that was done with it since.

    Without `whole_chain` only where nobody else has the money. `look` writes
    nothing. Raises `LedgerError` and `Forbidden`; then nothing was booked.
    """
    with scope(actor.region):
        (voucher,), numbers = stored_vouchers([(year, number)])
        if voucher.holder != actor.agency:
            raise LedgerError(f"凭证{year}-{number}由{voucher.holder}办理，请由该单位更正")
        wrong = voucher.transfers[0].debit.line
        ledger, numbers = _ledger([numbers[wrong]])
        right = mended.of(ledger.lines[wrong])
        done = correct(business(actor, paper), ledger, voucher, right, whole_chain)
        _permit(actor, ledger, done.vouchers)
        if look:
            return Corrected(done, ())
        numbers |= open_lines(done.lines)
        touched = {x.line for v in done.vouchers for t in v.transfers for x in (t.credit, t.debit)}
        posted = post(done.vouchers, numbers | line_numbers(touched - numbers.keys()))
        after = {"vouchers": len(posted), "lines": [each.digest.hex() for each in done.lines]}
        before: dict[str, object] = {"line": wrong.hex(), "document": voucher.document}
        record(actor, "correct_chain", "ledger", f"{year}-{number}", before, after, paper.reason)
        return Corrected(done, posted)


def _permit(actor: Actor, ledger: Ledger, vouchers: Iterable[Voucher]) -> None:
    """Who corrects may do so in the region of each holder, and booked none of it."""
    drafters: dict[str, set[str]] = {}
    for each in vouchers:
        if each.reverses is not None:
            drafters.setdefault(each.holder, set()).add(ledger.vouchers[each.reverses].actor)
    regions = dict(Agency.objects.filter(code__in=drafters).values_list("code", "region_id"))
    for holder, names in drafters.items():
        verb = "reverse" if holder == actor.agency else "correct_chain"
        require(actor, verb, about(regions[holder], names))


def _ledger(lines: list[int]) -> tuple[Ledger, dict[bytes, int]]:
    """The ledger as far as it hangs on these lines, and the numbers of its lines.

    With it come the vouchers of the same papers, whose ordinals are taken.
    """
    below = quota_lines(lines_below(lines))
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHING, [list(below)])
        rows = cursor.fetchall()
    for year, number, document, own in rows:
        if not own:
            raise LedgerError(
                f"这行指标退回上级的部分，上级已经收回（凭证{year}-{number}，{document}）。"
                "请由上级更正，或先由上级冲销收回"
            )
    vouchers, numbers = stored_vouchers([(year, number) for year, number, *_ in rows])
    # Also of the lines above, to which money went back.
    digests = {number: digest for digest, number in numbers.items()}
    balances = {
        AccountKey(digests[number], kind, counterpart): fen
        for number, accounts in balances_of(digests).items()
        for (kind, counterpart), fen in accounts.items()
    }
    by_key = {each.identity.key: each for each in vouchers}
    ledger = Ledger(
        {below[number].digest: below[number] for number in sorted(below)},  # parents first
        balances,
        by_key,
        {each.reverses: key for key, each in by_key.items() if each.reverses is not None},
    )
    return ledger, numbers | {line.digest: number for number, line in below.items()}


# Of the same papers only what the scope's own holders booked: the others' rows it sees in part.
_TOUCHING = """
WITH touching AS (
    SELECT DISTINCT t.year, t.voucher_id AS id FROM ledger_account a
    JOIN ledger_transfer t ON t.year = a.year AND (t.credit_id = a.id OR t.debit_id = a.id)
    WHERE a.line_id = ANY(%s)
), papers AS (
    SELECT DISTINCT year, document FROM ledger_voucher v JOIN touching USING (year, id)
), own AS (
    SELECT descendant_id AS region_id FROM regions_reach WHERE ancestor_id = zhida_scope()
)
SELECT v.year, v.id, v.document, v.region_id IN (SELECT region_id FROM own)
FROM ledger_voucher v JOIN touching USING (year, id)
UNION
SELECT v.year, v.id, v.document, true
FROM ledger_voucher v JOIN papers USING (year, document) JOIN own USING (region_id)
ORDER BY 1, 2
"""

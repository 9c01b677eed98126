"""疑点 suspecting: which lines can be suspect for some rule on a day, asked of the database at once.

Only these are gathered whole and judged by the rules themselves, so that a condition
here may let through too much, never too little: where a rule reads more than a query
can tell cheaply, its condition leaves that part out. A rule without a condition here
makes every line suspect.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any

from zhida.core.execution.alerts.catalogue import catalogue
from zhida.core.execution.alerts.e305_cash import cash_words
from zhida.core.execution.payee_kinds import UNKNOWN, payee_kind_words
from zhida.platform.execution.line_classes import class_table
from zhida.platform.execution.selecting import Selection

# By the line's class (k), what stands on it (s), its movements (m, None for lines without) and its
# payments (p). A line that refines another of its holder got its money with that one: what its own
# movements say of the money's coming doesn't count then (NOT s.is_root).
_IN_USE = "s.registered + s.executable + s.applied + s.paid"
_TIME = (
    "LEAST(GREATEST(%(on)s::date - {since}, 0), GREATEST(%(year_end)s::date - {since}, 1)) * 100"
    " / GREATEST(%(year_end)s::date - {since}, 1)"
)
_SINCE = _TIME.format(since="GREATEST(m.usable, %(year_start)s::date)")
_LONGEST = _TIME.format(since="%(year_start)s::date")
_MONEY = "CASE WHEN s.available > 0 THEN s.paid * 100 / s.available END"
_CONDITIONS = {
    "E101": "s.unallocated > k.e101_least AND NOT (s.is_root AND s.unallocated <= COALESCE("
    "CASE WHEN s.expected <> 0 THEN m.received_lately ELSE m.usable_lately END, 0))",
    "E102": "s.unallocated + s.expected > k.e102_least",
    "E103": "s.registered > k.e103_least AND (m.registered IS NULL OR m.registered <= k.e103_since)",
    "E104": "k.e104_least IS NOT NULL AND s.passes",
    "E105": "s.unallocated + s.registered + s.executable > k.e105_least"
    " AND m.moved <= k.e105_since",
    "E201": f"{_IN_USE} > k.e201_least AND s.function = ''",
    "E202": f"({_IN_USE} > k.e202_least AND s.function = ANY(k.wrong_codes)) OR p.other_code",
    "E203": f"{_IN_USE} > k.e203_least AND s.function <> '' AND length(s.function) < k.e203_limit",
    "E204": "s.received > k.e204_least AND (k.flag_due OR s.upstream)",
    "E205": "p.other_flag",
    "E301": "p.own_account",
    "E302": "p.no_list",
    "E303": "p.other_use",
    "E304": "p.other_payee",
    "E305": "p.cash",
    "E306": "k.e306_least IS NOT NULL AND s.paid > COALESCE(p.paid - p.back, 0)",
    # Of lines alone: what waits is on none, and is judged whole.
    "E307": "false",
    "E401": f"s.available > k.e401_least AND s.available - s.paid - s.carried - s.surplus > 0 AND"
    f" (CASE WHEN s.is_root THEN {_SINCE} ELSE {_LONGEST} END) - ({_MONEY}) > k.e401_limit",
    "E402": f"s.paid > k.e402_least AND"
    f" ({_MONEY}) - (CASE WHEN s.is_root THEN {_SINCE} ELSE 0 END) > k.e402_limit",
    "E403": "p.most > k.e403_least AND p.most * 100 >= k.e403_limit * s.available",
    "E404": "%(on)s::date >= %(december)s::date AND p.late > k.e404_least"
    " AND p.late * 100 > k.e404_limit * (p.paid - p.back)",
}


def can_narrow(codes: Iterable[str]) -> bool:
    """可否筛选: whether each of these rules (all, if none is named) has a condition here."""
    return set(codes or (each.code for each in catalogue())) <= set(_CONDITIONS)


def suspects(
    stood: str, asked: Selection, day: datetime.date, codes: Iterable[str]
) -> tuple[str, dict[str, Any]]:
    """疑点指标: a query for the keys of the lines that can be suspect, and its parameters.

    `stood` is the name of a table of key and the steps of each line. `codes` are the
    rules that will look at them.
    """
    wanted = tuple(codes)
    classes, values = class_table(asked, day, wanted)
    kinds = payee_kind_words()
    values |= {
        "on": day,
        "lately": day - datetime.timedelta(days=_fewest_days(values)),
        "year_start": datetime.date(asked.year, 1, 1),
        "year_end": datetime.date(asked.year, 12, 31),
        "december": datetime.date(asked.year, 12, 1),
        "ignored": "".join(_IGNORED),
        "kind_unknown": UNKNOWN,
        **{f"words{place}": words or None for place, (_, words, _) in enumerate(kinds)},
        **{
            f"whole{place}": f"^(?:{whole})$" if whole else None
            for place, (*_, whole) in enumerate(kinds)
        },
        **{f"kind{place}": kind for place, (kind, *_) in enumerate(kinds)},
        **{f"cash_{field}": words for field, words in _cash().items()},
    }
    cases = " ".join(
        f"WHEN x.payee ~ %(words{place})s OR x.payee ~ %(whole{place})s THEN %(kind{place})s"
        for place in range(len(kinds))
    )
    cash = " OR ".join(f"x.{field} LIKE ANY(%(cash_{field})s)" for field in _cash())
    return (
        _SUSPECTS.format(
            stood=stood,
            classes=classes,
            movements=_OF_ALL if asked.is_everything else _OF_LINES.format(stood=stood),
            payee_kind=f"CASE {cases} ELSE %(kind_unknown)s END",
            cash=cash,
            conditions="\n   OR ".join(f"({_CONDITIONS[code]})" for code in wanted),
        ),
        values,
    )


def _fewest_days(values: dict[str, Any]) -> int:
    """Money that came in these days is in time for every class."""
    return min((each for each in values["class_E101_limit"] if each is not None), default=0)


def _cash() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field, word in cash_words():
        quoted = re.sub(r"([\\%_])", r"\\\1", word)
        found.setdefault(field, []).append(f"%{quoted}%")
    return found


_IGNORED = [chr(code) for code in range(0x10000) if re.match(r"[()（）\s\-—_]", chr(code))]

_OF_ALL = "t.year = %(year)s"
_OF_LINES = (
    "t.year = %(year)s AND t.debit_id IN"
    " (SELECT a.id FROM {stood} s JOIN ledger_account a ON a.line_id = s.key)"
)

_SUSPECTS = """
WITH class AS MATERIALIZED (SELECT row_number() OVER () AS class, class.* FROM ({classes}) AS class),
moved AS MATERIALIZED (
    SELECT t.debit_line_id AS key,
        max(v.document_date) FILTER (WHERE t.debit_kind = 'registered' AND t.verb = 'register')
            AS registered,
        max(v.document_date) FILTER (WHERE t.verb <> 'open') AS moved,
        min(COALESCE(told.day, v.document_date)) FILTER (WHERE t.debit_kind = 'pending'
            AND t.verb IN ('receive', 'accept', 'carry_in', 'release', 'adjust')) AS usable,
        sum(t.fen) FILTER (WHERE COALESCE(told.day, v.document_date) >= %(lately)s
            AND t.verb IN ('receive', 'accept', 'carry_in')) AS received_lately,
        sum(t.fen) FILTER (WHERE COALESCE(told.day, v.document_date) >= %(lately)s
            AND t.debit_kind = 'pending'
            AND t.verb IN ('receive', 'accept', 'carry_in', 'release', 'adjust')) AS usable_lately
    FROM ledger_transfer t
    JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
    LEFT JOIN (SELECT u.reverses_id FROM ledger_voucher u
        WHERE u.year = %(year)s AND u.reverses_id IS NOT NULL AND u.document_date <= %(on)s
    ) AS undone ON undone.reverses_id = v.id
    LEFT JOIN notices_told told ON told.voucher = v.id AND told.year = v.year
        AND t.verb IN ('receive', 'accept')
    WHERE {movements} AND t.reverses = 0 AND v.year = %(year)s AND v.document_date <= %(on)s
      AND undone.reverses_id IS NULL
    GROUP BY t.debit_line_id
),
agency AS MATERIALIZED (
    SELECT g.id, g.kind, r.level, translate(g.name, %(ignored)s, '') AS own
    FROM regions_agency g JOIN regions_region r ON r.code = g.region_id
),
passing AS MATERIALIZED (
    SELECT DISTINCT a.line_id FROM ledger_account a
    WHERE a.counterpart_id IS NOT NULL AND a.year = %(year)s
),
line AS MATERIALIZED (
    SELECT s.*, s.unallocated + s.transit + s.registered + s.executable + s.applied + s.paid
            + s.carried + s.surplus AS available,
        s.expected + s.unallocated + s.transit + s.registered + s.executable + s.applied + s.paid
            + s.carried + s.surplus AS received,
        l.function, l.parent_id IS NULL AND l.upstream_document <> '' AS upstream,
        same.id IS NULL AS is_root, passing.line_id IS NOT NULL AS passes, k.class, g.own
    FROM {stood} s
    JOIN ledger_line l ON l.id = s.key
    JOIN agency g ON g.id = l.holder_id
    JOIN class k ON k.earmark_id = l.earmark_id AND k.level = g.level AND k.holder_kind = g.kind
    LEFT JOIN ledger_line same ON same.id = l.parent_id AND same.holder_id = l.holder_id
    LEFT JOIN passing ON passing.line_id = s.key
),
paid AS MATERIALIZED (
    SELECT x.line_id AS key,
        bool_or(x.function <> '' AND x.function <> s.function AND k.e202_least IS NOT NULL)
            AS other_code,
        bool_or(replace(x.flag, ' ', '') <> ALL(k.flags)) AS other_flag,
        bool_or(k.own_kinds IS NOT NULL AND (
            (s.own <> '' AND position(left(s.own, 1) IN x.payee) > 0
                AND starts_with(translate(x.payee, %(ignored)s, ''), s.own))
            OR (x.unit <> s.own AND starts_with(translate(x.payee, %(ignored)s, ''),
                NULLIF(translate(x.unit, %(ignored)s, ''), ''))))
            AND {payee_kind} = ANY(k.own_kinds)) AS own_account,
        bool_or(x.beneficiaries = '' AND x.payee <> '' AND k.person_kinds IS NOT NULL
            AND {payee_kind} = ANY(k.person_kinds)) AS no_list,
        bool_or(k.allowed IS NOT NULL AND x.purpose <> ''
            AND (x.purpose !~ k.allowed OR x.purpose ~ k.forbidden)) AS other_use,
        bool_or(k.payee_kinds IS NOT NULL AND x.payee <> ''
            AND {payee_kind} <> ALL(k.payee_kinds)) AS other_payee,
        bool_or(x.fen > k.e305_least AND ({cash})) AS cash,
        COALESCE(max(x.fen) FILTER (WHERE x.kind = 'payment'), 0) AS most,
        COALESCE(sum(x.fen) FILTER (WHERE x.kind = 'payment'), 0) AS paid,
        COALESCE(sum(x.fen) FILTER (WHERE x.kind = 'refund'), 0) AS back,
        COALESCE(sum(x.fen) FILTER (WHERE x.kind = 'payment' AND x.date >= %(december)s), 0) AS late
    FROM execution_paymentrecord x
    JOIN line s ON s.key = x.line_id
    JOIN class k ON k.class = s.class
    WHERE x.state = 'booked' AND x.date <= %(on)s
    GROUP BY x.line_id
)
SELECT s.key FROM line s
JOIN class k ON k.class = s.class
LEFT JOIN moved m ON m.key = s.key
LEFT JOIN paid p ON p.key = s.key
WHERE {conditions}
"""

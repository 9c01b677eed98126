"""The lists that people walk through, each beside the SQL that one would write by hand for it.

The bare SQL reads what the page shows: the first rows and, where the page has one, the total over
the whole filter. It is run by the superuser, past row-level security. `%(region)s` is the region of
who looks, `%(line)s`, `%(account)s` and `%(voucher)s` name rows of a county that all of them reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Page:
    """A list: its name in the table, the address, the SQL; `api` is asked with a token.

    `asks` is all that the API is asked; of a page it is asked besides the lens.
    """

    name: str
    path: str
    bare: str
    api: bool = False
    asks: str = ""

    def address(self, region: str, names: dict[str, int]) -> str:
        """Where somebody of a region finds it."""
        asked = self.asks.format(region=region)
        if not self.api:
            asked = urlencode({"year": 2024, "region": region, "unit": "wan"}) + asked
        return f"{self.path.format(**names)}?{asked}"


_BELOW = "SELECT descendant_id FROM regions_reach WHERE ancestor_id = %(region)s"
_STOOD = "sum(a.balance_fen)"
_DUTIES = f"""
    SELECT d.id, d.what, d.due, g.name FROM obligations_duty d JOIN regions_agency g ON g.id = d.owner_id
    LEFT JOIN LATERAL (SELECT f.id FROM obligations_filing f WHERE f.duty_id = d.id LIMIT 1) AS f ON true
    WHERE d.year = 2024 AND d.region_id IN ({_BELOW}) AND f.id IS NULL"""
_OF_MONTH = f"""
    SELECT d.id, d.what, d.due, g.name FROM obligations_duty d JOIN regions_agency g ON g.id = d.owner_id
    WHERE d.region_id IN ({_BELOW}) AND d.due BETWEEN '2024-07-01' AND '2024-08-04'"""
_ALERTS = f"""
    SELECT r.*, g.name FROM execution_raisedalert r JOIN regions_agency g ON g.id = r.agency_id
    WHERE r.state NOT IN ('closed', 'lapsed') AND r.region_id IN ({_BELOW})"""
_VOUCHERS = f"SELECT v.id FROM ledger_voucher v WHERE v.year = 2024 AND v.region_id IN ({_BELOW})"
_PAYMENTS = f"FROM execution_paymentrecord p WHERE p.year = 2024 AND p.region_id IN ({_BELOW})"
_BALANCES = f"""
    FROM ledger_account a WHERE a.year = 2024 AND a.book = 'quota' AND NOT a.is_origin
    AND a.region_id IN ({_BELOW})"""
_NOTICES = f"FROM notices_document n WHERE n.year = 2024 AND n.region_id IN ({_BELOW})"
_STATEMENT = """
    SELECT t.*, v.document, v.document_date FROM ledger_transfer t
    JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
    WHERE t.year = 2024 AND %(account)s IN (t.credit_id, t.debit_id) ORDER BY v.id"""

PAGES = (
    Page(
        "desk",
        "/desk/",
        f"SELECT colour, count(*) FROM ({_ALERTS}) AS r GROUP BY 1",
    ),
    Page(
        "notices",
        "/notices/",
        f"SELECT n.id, n.number, n.title, n.notice -> 'total', count(*) OVER () {_NOTICES}"
        " ORDER BY n.date DESC, n.id DESC LIMIT 100",
    ),
    Page(
        "ledger lines",
        "/ledger/",
        f"""SELECT l.id, l.document, g.name, b.fen FROM (
            SELECT a.line_id, {_STOOD} AS fen, sum({_STOOD}) OVER () {_BALANCES} GROUP BY 1) AS b
        JOIN ledger_line l ON l.id = b.line_id JOIN regions_agency g ON g.id = l.holder_id
        ORDER BY l.region_id, l.holder_id, l.id LIMIT 100""",
    ),
    Page(
        "one line", "/ledger/lines/{line}/", "SELECT * FROM ledger_account WHERE line_id = %(line)s"
    ),
    Page("statement", "/ledger/lines/{line}/paid/", _STATEMENT),
    Page(
        "vouchers",
        "/ledger/vouchers/",
        f"SELECT (SELECT count(*) FROM ({_VOUCHERS}) AS all_of_them), v.id, sum(t.fen) FROM ("
        f"{_VOUCHERS} ORDER BY v.id DESC LIMIT 100) AS v"
        " JOIN ledger_transfer t ON t.year = 2024 AND t.voucher_id = v.id GROUP BY v.id",
    ),
    Page(
        "money flow",
        "/ledger/flow/",
        f"SELECT a.region_id, a.kind, {_STOOD} {_BALANCES} GROUP BY 1, 2",
    ),
    Page(
        "allocation",
        "/allocation/",
        f"SELECT * FROM allocation_plan WHERE region_id IN ({_BELOW}) ORDER BY id DESC LIMIT 100",
    ),
    Page(
        "execution by region",
        "/execution/",
        f"SELECT a.region_id, a.kind, {_STOOD} {_BALANCES} GROUP BY 1, 2",
    ),
    Page(
        "payments",
        "/execution/payments/",
        f"SELECT (SELECT count(*) {_PAYMENTS}), (SELECT sum(p.fen) {_PAYMENTS}), p.*"
        f" {_PAYMENTS} ORDER BY p.date DESC, p.id DESC LIMIT 100",
    ),
    Page(
        "alerts",
        "/execution/alerts/",
        f"SELECT r.*, count(*) OVER () FROM ({_ALERTS}) AS r"
        " ORDER BY r.colour, r.region_id, r.rule, r.id LIMIT 100",
    ),
    Page(
        "performance",
        "/performance/",
        f"SELECT * FROM performance_targetset WHERE year = 2024 AND region_id IN ({_BELOW})",
    ),
    Page(
        "due",
        "/due/",
        f"SELECT d.*, count(*) OVER () FROM ({_DUTIES}) AS d ORDER BY d.due LIMIT 100",
    ),
    Page(
        "due in a month",
        "/due/calendar/",
        f"SELECT * FROM (SELECT d.*, row_number() OVER (PARTITION BY d.due ORDER BY d.id) AS place,"
        f" count(*) OVER (PARTITION BY d.due) FROM ({_OF_MONTH}) AS d) AS d WHERE place <= 6",
        asks="&month=2024-07",
    ),
    Page(
        "reports",
        "/reports/",
        f"SELECT id FROM reports_report WHERE region_id IN ({_BELOW}) ORDER BY id DESC LIMIT 100",
    ),
    Page(
        "journal",
        "/journal/",
        f"SELECT (SELECT count(*) FROM journal_deed WHERE region_id IN ({_BELOW})), d.*"
        f" FROM journal_deed d WHERE d.region_id IN ({_BELOW}) ORDER BY d.id DESC LIMIT 100",
    ),
    Page(
        "API duties", "/api/v1/duties", f"{_DUTIES} ORDER BY d.id LIMIT 51", True, "region={region}"
    ),
    Page(
        "API alerts", "/api/v1/alerts", f"{_ALERTS} ORDER BY r.id LIMIT 51", True, "region={region}"
    ),
    Page(
        "API balances",
        "/api/v1/ledger/balances",
        f"SELECT a.* {_BALANCES} ORDER BY a.id LIMIT 51",
        True,
        "year=2024&region={region}",
    ),
    Page(
        "API lines",
        "/api/v1/ledger/lines",
        "SELECT id FROM ledger_line l WHERE l.year = 2024"
        f" AND l.region_id IN ({_BELOW}) ORDER BY id LIMIT 51",
        True,
        "year=2024",
    ),
    Page(
        "API notices",
        "/api/v1/notices",
        f"SELECT n.id, n.number, n.title {_NOTICES} ORDER BY n.id DESC LIMIT 51",
        True,
        "year=2024&region={region}",
    ),
    Page(
        "API progress",
        "/api/v1/progress",
        f"SELECT a.region_id, a.kind, {_STOOD} {_BALANCES} GROUP BY 1, 2",
        True,
        "year=2024&by=region&region={region}",
    ),
    Page(
        "API journal",
        "/api/v1/journal",
        f"SELECT d.* FROM journal_deed d WHERE d.region_id IN ({_BELOW}) ORDER BY d.id DESC LIMIT 51",
        True,
    ),
)

-- :rows transfers of the province's line in Gansu, each account with a hundred of them. Keys are not
-- checked here (session_replication_role); the indexes are built at the end, all at once.
DELETE FROM ledger_transfer_2024;

DELETE FROM ledger_voucher_2024;

DELETE FROM ledger_account WHERE year = 2024;

DELETE FROM ledger_line WHERE year = 2024;

INSERT INTO ledger_earmark (digest, book, year, fund, source, kind, purpose, regime, flag, project,
    three_guarantees)
VALUES (sha256('bench'), 'quota', 2024, '医疗救助补助资金', 'central', 'general', '', 'none', '', '',
    false)
ON CONFLICT DO NOTHING;

INSERT INTO ledger_line (digest, earmark_id, book, year, holder_id, region_id, document,
    upstream_document, advance, condition, transfer_function, function, gov_econ, dept_econ,
    implementing_project)
SELECT sha256(convert_to('bench' || n, 'UTF8')), e.id, 'quota', 2024, g.id, g.region_id,
    '〔2024〕' || n || '号', '', false, '', '', '', '', '', ''
FROM generate_series(1, :rows / 100) AS n
CROSS JOIN (SELECT id FROM ledger_earmark WHERE digest = sha256('bench')) AS e
JOIN (SELECT id, region_id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS count
      FROM regions_agency WHERE kind = 'finance') AS g
    ON g.place = 1 + n % g.count;

INSERT INTO ledger_account (line_id, holder_id, earmark_id, book, year, region_id, kind, is_origin,
    in_transit, balance_fen)
SELECT l.id, l.holder_id, l.earmark_id, l.book, l.year, l.region_id, k.code, k.is_origin, false,
    CASE WHEN k.is_origin THEN -10000 ELSE 10000 END
FROM ledger_line l
JOIN ledger_kind k ON k.code IN ('origin', 'pending')
WHERE l.year = 2024;

UPDATE pg_index SET indisready = false, indisvalid = false
WHERE indrelid IN ('ledger_voucher_2024'::regclass, 'ledger_transfer_2024'::regclass);

INSERT INTO ledger_voucher (year, id, key, content, verb, size, holder_id, region_id,
    counterpart_id, counterpart_region_id, document, document_date, booked_at, actor, reason,
    identity, sources)
SELECT 2024, 1000000000 + l.id * 100 + n, sha256(convert_to(l.id || '/' || n, 'UTF8')),
    sha256('bench'), 'receive', 1, l.holder_id, l.region_id, l.holder_id, l.region_id, l.document,
    DATE '2025-01-01' + n * 3, TIMESTAMPTZ '2025-01-01' + n * INTERVAL '3 days', '甲', '', '{}', '[]'
FROM ledger_line l CROSS JOIN generate_series(0, 99) AS n
WHERE l.year = 2024;

INSERT INTO ledger_transfer (year, voucher_id, ordinal, size, verb, entry, relation, earmark_id,
    credit_id, credit_line_id, credit_kind, credit_holder_id, credit_taker_id, debit_id,
    debit_line_id, debit_kind, debit_holder_id, debit_taker_id, fen, holder_id, region_id,
    counterpart_id, counterpart_region_id)
SELECT 2024, 1000000000 + o.line_id * 100 + n, 1, 1, 'receive', 7, 'same', o.earmark_id, o.id,
    o.line_id, o.kind, o.holder_id, o.holder_id, p.id, p.line_id, p.kind, p.holder_id, p.holder_id,
    100, o.holder_id, o.region_id, o.holder_id, o.region_id
FROM ledger_account o
JOIN ledger_account p ON p.line_id = o.line_id AND p.kind = 'pending'
CROSS JOIN generate_series(0, 99) AS n
WHERE o.year = 2024 AND o.kind = 'origin';

REINDEX TABLE ledger_voucher_2024;

REINDEX TABLE ledger_transfer_2024

-- :units units of :lines lines each, and :payments payments, over the counties of the nation. Each
-- line receives, registers and enables 1,000 yuan; payments take 100 yuan each, applied for and paid.
-- Keys are not checked here (session_replication_role), the indexes are kept.
DELETE FROM ledger_transfer_2024;

DELETE FROM ledger_voucher_2024;

DELETE FROM ledger_account WHERE year = 2024;

DELETE FROM ledger_line WHERE year = 2024;

DELETE FROM regions_agency WHERE code LIKE 'bench-%';

INSERT INTO regions_agency (code, name, kind, region_id, status, source)
SELECT 'bench-' || n, '单位' || n, 'unit', r.code, 'local', 'bench'
FROM generate_series(1, :units) AS n
JOIN (SELECT code, row_number() OVER (ORDER BY code) AS place, count(*) OVER () AS count
      FROM regions_region WHERE level = 3) AS r ON r.place = 1 + n % r.count;

INSERT INTO ledger_earmark (digest, book, year, fund, source, kind, purpose, regime, flag, project,
    three_guarantees)
SELECT sha256(convert_to('bench' || n, 'UTF8')), 'quota', 2024, '资金' || n, 'central', 'general',
    '', 'none', '', '', false
FROM generate_series(1, :lines) AS n
ON CONFLICT DO NOTHING;

INSERT INTO ledger_line (digest, earmark_id, book, year, holder_id, region_id, document,
    upstream_document, advance, condition, transfer_function, function, gov_econ, dept_econ,
    implementing_project)
SELECT sha256(convert_to('bench' || g.code || '/' || n, 'UTF8')), e.id, 'quota', 2024, g.id,
    g.region_id, '〔2024〕' || n || '号', '', false, '', '', '', '', '', ''
FROM regions_agency g
CROSS JOIN generate_series(1, :lines) AS n
JOIN ledger_earmark e ON e.digest = sha256(convert_to('bench' || n, 'UTF8'))
WHERE g.code LIKE 'bench-%';

INSERT INTO ledger_account (line_id, holder_id, earmark_id, book, year, region_id, kind, is_origin,
    in_transit)
SELECT l.id, l.holder_id, l.earmark_id, l.book, l.year, l.region_id, k.code, k.is_origin, false
FROM ledger_line l
JOIN ledger_kind k ON k.code IN ('origin', 'pending', 'registered', 'executable', 'applied', 'paid')
WHERE l.year = 2024
ORDER BY l.id, k.code;

CREATE TEMPORARY TABLE bench_step ON COMMIT DROP AS
SELECT * FROM (VALUES (1, 'receive', 7, 'origin', 'pending'), (2, 'register', 28, 'pending', 'registered'),
    (3, 'enable', 30, 'registered', 'executable'), (4, 'apply', 31, 'executable', 'applied'),
    (5, 'pay', 32, 'applied', 'paid')) AS s(step, verb, entry, credit, debit);

-- One row for each voucher: the line, which step, on which day of the year, how much.
CREATE TEMPORARY TABLE bench_move ON COMMIT DROP AS
SELECT 1000000000 + row_number() OVER (ORDER BY day, step) AS id, m.* FROM (
    SELECT l.id AS line_id, s.step, 100000::bigint AS fen, ((l.id * 7) % 60 + 5 * s.step)::int AS day
    FROM ledger_line l CROSS JOIN bench_step s WHERE l.year = 2024 AND s.step <= 3
    UNION ALL
    SELECT l.first + (n * 2654435761 % l.count), s.step, 10000,
        (80 + (n * 40503) % 280 + 2 * (s.step - 4))::int
    FROM generate_series(1, :payments) AS n
    CROSS JOIN bench_step s
    CROSS JOIN (SELECT min(id) AS first, count(*) AS count FROM ledger_line WHERE year = 2024) AS l
    WHERE s.step > 3
) AS m;

INSERT INTO ledger_voucher (year, id, key, content, verb, size, holder_id, region_id,
    counterpart_id, counterpart_region_id, document, document_date, booked_at, actor, reason,
    identity, sources)
SELECT 2024, m.id, sha256(convert_to('bench' || m.id, 'UTF8')), sha256('bench'), s.verb, 1,
    l.holder_id, l.region_id, l.holder_id, l.region_id, '文' || m.id, DATE '2024-01-01' + m.day,
    TIMESTAMPTZ '2024-01-01' + m.day * INTERVAL '1 day', '甲', '', '{}', '[]'
FROM bench_move m JOIN bench_step s USING (step) JOIN ledger_line l ON l.id = m.line_id
ORDER BY m.id;

INSERT INTO ledger_transfer (year, voucher_id, ordinal, size, verb, entry, relation, earmark_id,
    credit_id, credit_line_id, credit_kind, credit_holder_id, credit_taker_id, debit_id,
    debit_line_id, debit_kind, debit_holder_id, debit_taker_id, fen, holder_id, region_id,
    counterpart_id, counterpart_region_id)
SELECT 2024, m.id, 1, 1, s.verb, s.entry, 'same', c.earmark_id, c.id, c.line_id, c.kind,
    c.holder_id, c.holder_id, d.id, d.line_id, d.kind, d.holder_id, d.holder_id, m.fen,
    c.holder_id, c.region_id, c.holder_id, c.region_id
FROM bench_move m
JOIN bench_step s USING (step)
JOIN ledger_account c ON c.line_id = m.line_id AND c.kind = s.credit
JOIN ledger_account d ON d.line_id = m.line_id AND d.kind = s.debit
ORDER BY m.id;

UPDATE ledger_account a SET balance_fen = moved.fen
FROM (SELECT id, sum(fen) AS fen FROM (
          SELECT debit_id AS id, fen FROM ledger_transfer_2024
          UNION ALL SELECT credit_id, -fen FROM ledger_transfer_2024) AS t GROUP BY id) AS moved
WHERE a.id = moved.id AND a.balance_fen <> moved.fen

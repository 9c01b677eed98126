-- :units units of :lines lines each, and :payments payments, over the counties of the nation. Each
-- line has one or two payments of 4,000 yuan, one in twenty of 400,000; it receives, registers and
-- enables what they take. What asks for an answer: one line in fifty holds 5,000 yuan more that nobody
-- registered, one in fifty 5,000 that nobody made executable, some payments go to the unit itself, for
-- what its fund doesn't pay or in cash; large lines lag behind or run ahead by their payments' days.
-- Keys are not checked here (session_replication_role), the indexes are kept.
DELETE FROM execution_paymentrecord WHERE year = 2024;

DELETE FROM execution_paymenttotal WHERE year = 2024;

DELETE FROM execution_import WHERE file = 'bench';

DELETE FROM ledger_transfer_2024;

DELETE FROM ledger_voucher_2024;

DELETE FROM ledger_total WHERE year = 2024;

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
SELECT sha256(convert_to('bench' || n, 'UTF8')), 'quota', 2024,
    CASE n WHEN 1 THEN '医疗救助补助资金' WHEN 2 THEN '医疗服务与保障能力提升补助资金'
        ELSE '资金' || n END,
    'central', 'general', '', CASE WHEN n <= 2 THEN 'tracked' ELSE 'none' END,
    CASE WHEN n <= 2 THEN '01' ELSE '' END, '', false
FROM generate_series(1, :lines) AS n
ON CONFLICT DO NOTHING;

INSERT INTO ledger_line (digest, earmark_id, book, year, holder_id, region_id, document,
    upstream_document, advance, condition, transfer_function, function, gov_econ, dept_econ,
    implementing_project)
SELECT sha256(convert_to('bench' || g.code || '/' || n, 'UTF8')), e.id, 'quota', 2024, g.id,
    g.region_id, '〔2024〕' || n || '号', '', false, '', '',
    CASE n WHEN 1 THEN '2101301' WHEN 2 THEN '2101505' ELSE '2080201' END, '', '', ''
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

-- Lines by place: the money of one of their payments, how many these are, what lies about besides.
CREATE TEMPORARY TABLE bench_line ON COMMIT DROP AS
SELECT l.id AS line_id, l.holder_id, l.earmark_id, l.region_id, l.document, l.function, p.place,
    CASE WHEN p.place % 20 = 0 THEN 40000000 ELSE 400000 END::bigint AS each,
    :payments / p.count + (p.place < :payments % p.count)::int AS payments,
    CASE WHEN p.place % 50 = 3 THEN 500000 ELSE 0 END::bigint AS unregistered,
    CASE WHEN p.place % 50 = 9 THEN 500000 ELSE 0 END::bigint AS unenabled
FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS count
      FROM ledger_line WHERE year = 2024) AS p
JOIN ledger_line l USING (id);

-- One row for each voucher: the line, which step, on which day of the year, how much, which payment.
CREATE TEMPORARY TABLE bench_move ON COMMIT DROP AS
SELECT 1000000000 + row_number() OVER (ORDER BY day, step) AS id, m.* FROM (
    SELECT l.line_id, s.step, l.each * l.payments + CASE s.step WHEN 1 THEN unregistered + unenabled
        WHEN 2 THEN unenabled ELSE 0 END AS fen, ((l.place * 7) % 60 + 5 * s.step)::int AS day,
        NULL::bigint AS n
    FROM bench_line l CROSS JOIN bench_step s WHERE s.step <= 3
    UNION ALL
    SELECT l.line_id, s.step, l.each,
        (100 + 110 * k + (l.place * 7) % 120 + 2 * (s.step - 4))::int, k * 1000000000 + l.place
    FROM bench_line l CROSS JOIN LATERAL generate_series(0, l.payments - 1) AS k
    CROSS JOIN bench_step s WHERE s.step > 3
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
WHERE a.id = moved.id AND a.balance_fen <> moved.fen;

INSERT INTO ledger_total (year, book, region_id, units, kind, fen)
SELECT a.year, a.book, a.region_id, true, a.kind, sum(a.balance_fen)
FROM ledger_account a WHERE a.year = 2024 AND NOT a.is_origin GROUP BY 1, 2, 3, 5;

INSERT INTO execution_import (region_id, file, sha256, content, mapping, year, state, imported_by,
    decided_by, reason, payments, fen)
VALUES ('100000', 'bench', '', '', '', 2024, 'confirmed', '甲', '甲', '', :payments, 0);

INSERT INTO execution_paymentrecord (origin_id, region_id, year, number, kind, date, fen, unit,
    unit_code, quota, quota_key, function, gov_econ, dept_econ, project, flag, payee, payee_account,
    purpose, pay_type, refunds, beneficiaries, content, source, state, reason_code, reason, line_id,
    voucher_year, voucher_number, handled_by, note)
SELECT i.id, l.region_id, 2024, 'ZF' || m.n, 'payment', DATE '2024-01-01' + m.day, m.fen, g.name, '',
    l.document, '', l.function, '', '', '', CASE WHEN e.regime = 'tracked' THEN '追踪' ELSE '' END,
    CASE WHEN l.place % 100 = 47 THEN g.name
        WHEN e.fund = '医疗救助补助资金' THEN '某区财政局社会保障基金财政专户'
        ELSE '第' || (m.n * 7919) % 50000 || '商贸有限公司' END,
    '', CASE WHEN l.place % 100 IN (20, 21) THEN '购买空调'
        WHEN e.fund = '医疗救助补助资金' THEN '拨付医疗救助资金'
        ELSE '信息化运维服务费第' || m.n % 1000 || '笔' END,
    CASE WHEN l.place % 200 = 117 THEN '现金支票' ELSE '财政直接支付' END,
    '', '', sha256('bench'), '[]', 'booked', '', '', l.line_id, 2024, m.id, '甲', ''
FROM bench_move m
JOIN bench_line l USING (line_id)
JOIN regions_agency g ON g.id = l.holder_id
JOIN ledger_earmark e ON e.id = l.earmark_id
CROSS JOIN (SELECT id FROM execution_import WHERE file = 'bench') AS i
WHERE m.step = 5
ORDER BY m.id;

INSERT INTO execution_paymenttotal (year, region_id, state, kind, payments, fen)
SELECT year, region_id, state, kind, count(*), sum(fen) FROM execution_paymentrecord
WHERE year = 2024 GROUP BY 1, 2, 3, 4

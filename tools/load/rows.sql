-- What lies beside the ledger (benchmarks/progress_rows.sql): duties, alerts, notices, plans and deeds,
-- in proportion to :units. Keys and triggers are not minded here (session_replication_role).
INSERT INTO obligations_duty (key, owner_id, region_id, receiver_id, receiver_code,
    receiver_region_id, rule, what, form, period, document, year, due, unknown, note, basis,
    consequence, source)
SELECT 'load-' || u.id || '-' || q, u.id, u.region_id, f.id, f.code, f.region_id, 'load',
    '第' || q || '季度执行情况', 'quarterly', '2024年第' || q || '季度', '', 2024,
    DATE '2024-01-10' + 90 * q, '', '', '资金管理办法', '', ''
FROM regions_agency u
JOIN regions_agency f ON f.code = u.region_id || '-finance'
CROSS JOIN generate_series(1, 4) AS q
WHERE u.code LIKE 'bench-%';

-- Nine in ten are filed, most of these accepted; the others are overdue.
INSERT INTO obligations_filing (duty_id, ordinal, form, nothing, filed_on, days_late, words, filed_by)
SELECT d.id, 1, d.form, true, d.due - 2, 0, '', '甲' FROM obligations_duty d
WHERE d.rule = 'load' AND d.id % 10 <> 0;

INSERT INTO obligations_decision (duty_id, filing_id, step, reason, decided_on, decided_by)
SELECT f.duty_id, f.id, 'accept', '', f.filed_on + 1, '乙' FROM obligations_filing f
JOIN obligations_duty d ON d.id = f.duty_id
WHERE d.rule = 'load' AND d.id % 10 < 8;

INSERT INTO execution_raisedalert (rule, subject_kind, subject_key, period, occurrence, agency_id,
    region_id, line_id, colour, sentence, fen, expected, found, basis, mend, status, evidence,
    raised_on, seen_on, gone_on, state, days)
SELECT CASE l.id % 3 WHEN 0 THEN 'E101' WHEN 1 THEN 'E401' ELSE 'E402' END, 'line', l.id::text, '2024',
    1, l.holder_id, l.region_id, l.id, (ARRAY['red', 'orange', 'yellow'])[1 + l.id % 3],
    '资金下达后' || 30 + l.id % 60 || '日仍未支付', 500000, '30日', 30 + l.id % 60 || '日',
    '资金管理办法', '请加快支付', 'local', '[]', DATE '2024-06-01', DATE '2024-06-30',
    CASE WHEN l.id % 60 >= 40 THEN DATE '2024-07-01' END,
    CASE WHEN l.id % 60 >= 40 THEN 'lapsed' ELSE 'raised' END, 30 + l.id % 60
FROM ledger_line l
WHERE l.year = 2024 AND l.id % 20 = 0;

INSERT INTO execution_alertentry (alert_id, act, actor, agency_name, words, "on")
SELECT id, 'raise', '', '', sentence, raised_on FROM execution_raisedalert;

INSERT INTO notices_document (agency_id, region_id, number, issuer, year, title, date, state, content,
    notice, findings, answers, edition, booked, registered_by)
SELECT f.id, f.region_id, '财社〔2024〕' || n || '号', '财政厅', 2024,
    '关于下达2024年第' || n || '批补助资金的通知', DATE '2024-01-05' + 30 * n, 'checked', 'load',
    jsonb_build_object('fund', '医疗救助补助资金', 'total', jsonb_build_object('fen', 10000000 * n)),
    '[{"severity": "warning"}]', '{}', 0, '[]', '甲'
FROM regions_agency f CROSS JOIN generate_series(1, 10) AS n
WHERE f.kind = 'finance';

INSERT INTO allocation_plan (title, year, agency_id, region_id, upstream_document, unit_fen, version,
    state, drafted_by, drafted_at, decided_by, reason, number, sealed_sha256, mark)
SELECT '2024年第' || n || '批资金分配方案', 2024, f.id, f.region_id, '财社〔2024〕' || n || '号', 10000,
    1, 'draft', '甲', now(), '', '', '', '', ''
FROM regions_agency f CROSS JOIN generate_series(1, 10) AS n
WHERE f.kind = 'finance' AND f.region_id LIKE '%00';

INSERT INTO journal_deed (at, actor, agency, verb, concept, subject, reason, source, region_id)
SELECT TIMESTAMPTZ '2024-01-05' + n * INTERVAL '1 hour', '甲', u.code, 'register', 'ledger', u.code,
    '', '', u.region_id
FROM regions_agency u CROSS JOIN generate_series(1, 10) AS n
WHERE u.code LIKE 'bench-%'

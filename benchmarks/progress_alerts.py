"""The alerts of `progress_rows.sql` by hand: which lines are suspect for which rule, and by how much.

The limits stand here as numbers, the words as patterns, and only the funds of these rows are known:
what somebody would write who needed this list once.
"""

QUERY = """
WITH moved AS (
    SELECT t.debit_line_id AS line_id,
        max(v.document_date) FILTER (WHERE t.verb = 'register') AS registered,
        max(v.document_date) FILTER (WHERE t.verb <> 'open') AS moved,
        min(v.document_date) FILTER (WHERE t.verb = 'receive') AS received
    FROM ledger_transfer t
    JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
    WHERE t.year = 2024 AND v.year = 2024 AND v.document_date <= %(on)s AND t.reverses = 0
      AND NOT EXISTS (SELECT FROM ledger_voucher u
          WHERE u.reverses_id = v.id AND u.year = 2024 AND u.document_date <= %(on)s)
    GROUP BY 1
),
stood AS (
    SELECT line_id, sum(fen) FILTER (WHERE kind = 'pending') AS pending,
        sum(fen) FILTER (WHERE kind = 'registered') AS registered,
        sum(fen) FILTER (WHERE kind = 'executable') AS executable,
        sum(fen) FILTER (WHERE kind = 'paid') AS paid, sum(fen) AS available
    FROM (SELECT t.debit_line_id AS line_id, t.debit_kind AS kind, t.fen
          FROM ledger_transfer t JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
          WHERE t.year = 2024 AND v.year = 2024 AND v.document_date <= %(on)s
          UNION ALL
          SELECT t.credit_line_id, t.credit_kind, -t.fen
          FROM ledger_transfer t JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
          WHERE t.year = 2024 AND v.year = 2024 AND v.document_date <= %(on)s) AS side
    WHERE kind <> 'origin' GROUP BY 1
),
line AS (
    SELECT l.id, g.name, l.document, e.fund, s.pending, s.registered, s.executable, s.paid,
        s.available, m.registered AS registered_on, m.moved, m.received,
        LEAST((%(on)s::date - m.received), DATE '2024-12-31' - m.received) * 100
            / GREATEST(DATE '2024-12-31' - m.received, 1) AS time,
        CASE WHEN s.available > 0 THEN s.paid * 100 / s.available END AS money
    FROM stood s
    JOIN ledger_line l ON l.id = s.line_id
    JOIN regions_agency g ON g.id = l.holder_id
    JOIN ledger_earmark e ON e.id = l.earmark_id
    LEFT JOIN moved m USING (line_id)
),
pay AS (
    SELECT l.*, p.number, p.date, p.fen, p.payee, p.purpose, p.pay_type,
        l.fund IN ('医疗救助补助资金', '医疗服务与保障能力提升补助资金') AS listed
    FROM execution_paymentrecord p JOIN line l ON l.id = p.line_id
    WHERE p.state = 'booked' AND p.date <= %(on)s
)
SELECT 'E101', id, name, document, pending, received FROM line
    WHERE pending > 0 AND received < %(on)s::date - 3
UNION ALL SELECT 'E103', id, name, document, registered, registered_on FROM line
    WHERE registered > 0 AND registered_on < %(on)s::date - 10
UNION ALL SELECT 'E105', id, name, document, pending + registered + executable, moved FROM line
    WHERE pending + registered + executable > 1000000 AND moved < %(on)s::date - 90
UNION ALL SELECT 'E401', id, name, document, available - paid, received FROM line
    WHERE available > 10000000 AND available > paid AND time - money > 30
UNION ALL SELECT 'E402', id, name, document, paid, received FROM line
    WHERE fund <> '医疗救助补助资金' AND paid > 10000000 AND money - time > 50
UNION ALL SELECT 'E301', id, name, document, fen, date FROM pay
    WHERE payee LIKE name || '%%' AND payee !~ '财政专户|社保基金专户|医保基金专户'
UNION ALL SELECT 'E303', id, name, document, fen, date FROM pay
    WHERE listed AND purpose !~ '救助|医疗费|住院|门诊|参保|信息|运维|服务|监管|宣传|经办|培训'
UNION ALL SELECT 'E304', id, name, document, fen, date FROM pay
    WHERE listed AND payee !~ '专户|医院|药房|公司|学校|局|中心|代发|社保卡'
UNION ALL SELECT 'E305', id, name, document, fen, date FROM pay
    WHERE pay_type ~ '现金|提现|柜台' OR payee ~ '现金|备用金' OR purpose ~ '提取现金|提现|备用金'
UNION ALL SELECT 'E403', id, name, document, fen, date FROM pay
    WHERE fund <> '医疗救助补助资金' AND fen > 50000000 AND fen * 100 >= 80 * available
UNION ALL SELECT 'E404', id, min(name), min(document),
        sum(fen) FILTER (WHERE date >= '2024-12-01'), NULL FROM pay GROUP BY id
    HAVING sum(fen) FILTER (WHERE date >= '2024-12-01') > 10000000
       AND sum(fen) FILTER (WHERE date >= '2024-12-01') * 100 > 30 * sum(fen)
"""

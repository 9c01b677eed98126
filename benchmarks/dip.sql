-- The whole way by hand, for DuckDB alone, given a directory's rules as tables: what the
-- expressions of zhida.engines.dip are timed against. Statements end with a semicolon, and the
-- answers compared to the last digit.
CREATE TEMP TABLE again AS
SELECT setl_id, max(dcla_time) AS latest, count(*) AS copies
FROM lists GROUP BY setl_id HAVING count(*) > 1;

CREATE TEMP TABLE judged AS
SELECT lists.*, list_filter(diseinfo, line -> line.maindiag_flag = '1') AS mains,
       TRY_CAST(TRY_CAST(dscg_time AS TIMESTAMP) AS DATE) AS discharged,
       TRY_CAST(TRY_CAST(adm_time AS TIMESTAMP) AS DATE) AS admitted,
       CASE WHEN age >= 1 THEN age::BIGINT * 365 ELSE nwb_age END AS age_days
FROM lists LEFT JOIN again USING (setl_id)
WHERE (latest IS NULL OR dcla_time = latest) AND setl_id <> ''
  AND stas_type NOT IN ('0', '3') AND fixmedins_code <> '' AND insutype <> '' AND insu_admdvs <> '';

CREATE TEMP TABLE cases AS
SELECT setl_id, fixmedins_code, hi_setl_lv, insutype, insu_admdvs[1:4] AS pool,
       year(discharged)::INT AS year, mains[1].diag_code AS dx,
       array_to_string(list_sort(list_distinct(
           [replace(trim(line.oprn_oprt_code), 'X', 'x') FOR line IN oprninfo])), '|') AS ops,
       coalesce(list_min([replace(trim(line.oprn_oprt_code), 'X', 'x') FOR line IN oprninfo
                          IF line.main_oprn_flag = '1']), '') AS main_op,
       amt_fen AS cost_fen, coalesce(fund_payamt_fen, 0) AS fund_fen
FROM judged
WHERE discharged IS NOT NULL AND admitted <= discharged AND len(mains) = 1
  AND regexp_matches(mains[1].diag_code, '^[A-Z][0-9][0-9](\.|$)')
  AND amt_fen > 0 AND amt_fen <= 10000000000 AND fund_payamt_fen BETWEEN 0 AND amt_fen
  AND age_days >= 0;

CREATE TEMP TABLE sigs AS
SELECT row_number() OVER () AS sig, dx, ops, main_op FROM (SELECT DISTINCT dx, ops, main_op FROM cases);

CREATE TEMP TABLE sig_ops AS
SELECT sig, op, coalesce(own.treatment, base.treatment, 1) AS treatment
FROM (SELECT sig, unnest(string_split(ops, '|')) AS op FROM sigs WHERE ops <> '') AS split
LEFT JOIN properties AS own ON own.code = op
LEFT JOIN properties AS base ON base.code = string_split(op, 'x')[1];

CREATE TEMP TABLE sig_class AS
SELECT sig, dx, coalesce(max(treatment), 1) AS treatment, count(op) AS procedures
FROM sigs LEFT JOIN sig_ops USING (sig) GROUP BY sig, dx;

CREATE TEMP TABLE keys AS
SELECT sig, op AS key FROM sig_ops
UNION ALL SELECT sig, '~' || string_split(op, 'x')[1] FROM sig_ops WHERE contains(op, 'x');

CREATE TEMP TABLE best AS
WITH dx AS (SELECT sig, unnest([dx[1:3], dx[1:5]]) AS dx_key, unnest([1, 2]) AS closeness FROM sigs),
fits AS (
    SELECT sig, number, needed, max(closeness) AS closeness
    FROM keys JOIN mains USING (key) JOIN dx USING (sig, dx_key)
    GROUP BY sig, number, alternative, needed HAVING count(DISTINCT position) = needed
    UNION ALL
    SELECT sig, number, 0, closeness
    FROM dx JOIN open USING (dx_key) JOIN sig_class USING (sig)
    WHERE open.treatment = sig_class.treatment OR (open.treatment = -1 AND sig_class.treatment = 1)
),
matches AS (
    SELECT fits.sig, fits.number, count(DISTINCT position) AS matched
    FROM fits JOIN related USING (number) JOIN keys ON keys.sig = fits.sig AND keys.key = related.key
    GROUP BY ALL
)
SELECT fits.sig,
       min((((((layer * 2 + CASE WHEN coalesce(matched, 0) = relateds AND procedures = needed + relateds
                                 THEN 0 ELSE 1 END) * 100 + 99 - coalesce(matched, 0)) * 100
              + relateds - coalesce(matched, 0)) * 100 + 99 - needed) * 10 + 3 - closeness) * 1000000
           + number) % 1000000 AS number
FROM fits LEFT JOIN matches USING (sig, number) JOIN rules USING (number) JOIN sig_class USING (sig)
WHERE relateds = 0 OR matched > 0
GROUP BY fits.sig;

CREATE TEMP TABLE grouped AS
SELECT cases.*, coalesce(number, 0)::BIGINT AS number
FROM cases JOIN sigs USING (dx, ops, main_op) LEFT JOIN best USING (sig);

CREATE TEMP TABLE sums AS
SELECT number, year, count(*) AS cases, sum(cost_fen)::BIGINT AS cost_fen
FROM (
    SELECT *, row_number() OVER inside - 1 AS place, count(*) OVER (PARTITION BY number, year) AS n
    FROM grouped WHERE number > 0
    WINDOW inside AS (PARTITION BY number, year ORDER BY cost_fen, setl_id)
)
WHERE n < 25 OR (place >= n * 25 // 1000 AND place < n - n * 25 // 1000)
GROUP BY number, year

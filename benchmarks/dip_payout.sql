-- The second half by hand: points of the year's cases from measured points, summed by institution.
CREATE TEMP TABLE payouts AS
WITH standards AS (
    SELECT grouped.*, (points.points * coalesce(coefficient, 10000) * 2 + 10000) // 20000 AS standard
    FROM grouped LEFT JOIN points USING (number) LEFT JOIN coefficients USING (hi_setl_lv)
    WHERE year = $year
),
ratios AS (
    SELECT *, (cost_fen * 20000 + fen) // (fen * 2) AS ratio
    FROM (SELECT *, CASE WHEN number > 0 THEN greatest((standard * $value * 2 + 1000000) // 2000000, 1)
                    END AS fen FROM standards)
)
SELECT pool, insutype, fixmedins_code, count(*) AS cases,
       sum(CASE WHEN number <= 0 THEN (cost_fen * 70 * 1000000 * 2 + 100 * $value) // (200 * $value)
                WHEN ratio < 5000 THEN (standard * ratio * 2 + 10000) // 20000
                WHEN ratio > 20000 THEN (standard * (ratio - 10000) * 2 + 10000) // 20000
                ELSE standard END)::BIGINT AS points,
       sum(cost_fen)::BIGINT AS cost_fen, sum(fund_fen)::BIGINT AS fund_fen
FROM ratios GROUP BY pool, insutype, fixmedins_code

-- 支付合计: how many payments of a region stand in each state, and their fen; kept as the ledger's
-- totals are (ledger/sql/08_totals.sql): several rows for one sum, so that nobody waits.
CREATE TABLE execution_paymenttotal (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year       smallint NOT NULL,
    region_id  text NOT NULL,
    state      text NOT NULL,
    kind       text NOT NULL,
    payments   bigint NOT NULL,
    fen        bigint NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX ON execution_paymenttotal (year, region_id, state, kind);

CREATE FUNCTION execution_keep_totals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    moved text := 'SELECT year, region_id, state, kind, 1 AS payments, fen FROM after_it';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        moved := moved || ' UNION ALL SELECT year, region_id, state, kind, -1, -fen FROM before_it';
    END IF;
    EXECUTE format($sql$
        WITH change AS (
            SELECT year, region_id, state, kind, sum(payments)::bigint AS payments,
                   sum(fen)::bigint AS fen
            FROM (%s) AS each GROUP BY 1, 2, 3, 4 HAVING sum(payments) <> 0 OR sum(fen) <> 0
        ), free AS MATERIALIZED (
            SELECT c.*, t.id FROM change c LEFT JOIN LATERAL (
                SELECT t.id FROM execution_paymenttotal t
                WHERE t.year = c.year AND t.region_id = c.region_id AND t.state = c.state
                  AND t.kind = c.kind
                LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) AS t ON true
        ), moved AS (
            UPDATE execution_paymenttotal t
            SET payments = t.payments + f.payments, fen = t.fen + f.fen FROM free f WHERE t.id = f.id
        )
        INSERT INTO execution_paymenttotal (year, region_id, state, kind, payments, fen)
        SELECT year, region_id, state, kind, payments, fen FROM free WHERE id IS NULL$sql$, moved);
    RETURN NULL;
END $$;
CREATE TRIGGER new_in_total AFTER INSERT ON execution_paymentrecord
    REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION execution_keep_totals();
CREATE TRIGGER moved_in_total AFTER UPDATE ON execution_paymentrecord
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION execution_keep_totals();

ALTER TABLE execution_paymenttotal ENABLE ROW LEVEL SECURITY;
ALTER TABLE execution_paymenttotal FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON execution_paymenttotal USING ((SELECT zhida_scope() = '100000') OR EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));

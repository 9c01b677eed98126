-- 合计: what stands in each region by kind of account, kept so that the whole nation is read in as
-- many rows as it has regions. It follows the balances whoever moves them, in the same statement.

-- The total is the sum over its rows. Whoever books takes a row that nobody else holds, or makes
-- another: so nobody waits here, and there are as many rows as people once booked at a time.
CREATE TABLE ledger_total (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year       smallint NOT NULL,
    book       text NOT NULL,
    region_id  text NOT NULL REFERENCES regions_region,
    -- Of those who spend, or of the offices above them.
    units      boolean NOT NULL,
    kind       text NOT NULL,
    -- Below zero where money went out by another row than it came in by.
    fen        bigint NOT NULL,
    FOREIGN KEY (kind, book) REFERENCES ledger_kind (code, book)
) WITH (fillfactor = 50);
CREATE INDEX ON ledger_total (year, region_id, kind, units);

CREATE FUNCTION ledger_keep_totals() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine constant text := COALESCE(zhida_scope(), '');
BEGIN
    -- Who accepts moves what was in transit with another region too.
    PERFORM set_config('zhida.scope', '100000', true);
    WITH change AS (
        SELECT n.year, n.book, n.region_id, g.kind = 'unit' AS units, n.kind,
               sum(n.balance_fen - o.balance_fen)::bigint AS fen
        FROM after_it n JOIN before_it o USING (id) JOIN regions_agency g ON g.id = n.holder_id
        WHERE NOT n.is_origin GROUP BY 1, 2, 3, 4, 5
    ), free AS MATERIALIZED (
        SELECT c.*, t.id FROM change c LEFT JOIN LATERAL (
            SELECT t.id FROM ledger_total t
            WHERE t.year = c.year AND t.region_id = c.region_id AND t.kind = c.kind
              AND t.units = c.units
            LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) AS t ON true
    ), moved AS (
        UPDATE ledger_total t SET fen = t.fen + f.fen FROM free f WHERE t.id = f.id
    )
    INSERT INTO ledger_total (year, book, region_id, units, kind, fen)
    SELECT year, book, region_id, units, kind, fen FROM free WHERE id IS NULL;
    PERFORM set_config('zhida.scope', mine, true);
    RETURN NULL;
END $$;
-- An account begins with nothing on it: only its movements count.
CREATE TRIGGER kept_in_total AFTER UPDATE ON ledger_account
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep_totals();
CREATE TRIGGER append_only BEFORE DELETE ON ledger_total
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_total
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

ALTER TABLE ledger_total ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_total FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON ledger_total USING ((SELECT zhida_scope() = '100000') OR EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));

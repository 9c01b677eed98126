-- 只增不改: nothing that was booked is changed or removed, by anyone.

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% 不能%：账页只增不改，更正请冲销', TG_TABLE_NAME,
        CASE TG_OP WHEN 'UPDATE' THEN '修改' WHEN 'DELETE' THEN '删除' ELSE '清空' END
        USING ERRCODE = 'ZD001';
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ledger_earmark', 'ledger_line', 'ledger_voucher',
                                'ledger_transfer', 'ledger_block', 'ledger_sealed'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                        FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change()', name);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()', name);
    END LOOP;
END $$;
CREATE TRIGGER append_only BEFORE DELETE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
-- Every column but the balance; a trigger for these columns alone would cost each posting nothing,
-- but a generated column can't be named in it.
CREATE TRIGGER only_the_balance_moves BEFORE UPDATE OF id, line_id, holder_id, earmark_id, book,
        year, region_id, kind, is_origin, in_transit, counterpart_id, counterpart_region_id
    ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();

SELECT ledger_open_year(year::smallint) FROM generate_series(2018, 2035) AS year;

-- 行级权限: who works in a region sees what its holders have a part in, and writes what its
-- holders do. The scope is set by every transaction; where it is not, there are no rows
-- (zhida_scope() is made in regions/sql/scope.sql).
DO $$
DECLARE
    name text;
    reached text;
    -- One look for each party: an equality alone can be hashed once for a long reading.
    own constant text := 'EXISTS (SELECT FROM regions_reach
        WHERE ancestor_id = zhida_scope() AND descendant_id = region_id)';
    others constant text := 'EXISTS (SELECT FROM regions_reach
        WHERE ancestor_id = zhida_scope() AND descendant_id = counterpart_region_id)';
    -- The whole country reaches all there is; asked once for a statement, not for each row.
    everything constant text := $scope$(SELECT zhida_scope() = '100000')$scope$;
BEGIN
    FOR name, reached IN VALUES
        ('ledger_line', concat_ws(' OR ', everything, own)),
        ('ledger_account', concat_ws(' OR ', everything, own, others)),
        ('ledger_voucher', concat_ws(' OR ', everything, own, others)),
        ('ledger_transfer', concat_ws(' OR ', everything, own, others))
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        -- For the function that posts too: it runs as the owner, within the caller's scope.
        EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING (%s)', name, reached);
        EXECUTE format('CREATE POLICY written ON %I FOR INSERT WITH CHECK (EXISTS (
            SELECT FROM regions_reach
            WHERE ancestor_id = zhida_scope() AND descendant_id = region_id))', name);
        -- A row that may be locked, or an account whose balance may move.
        EXECUTE format('CREATE POLICY moved ON %I FOR UPDATE USING (%s)', name, reached);
    END LOOP;
END $$;

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
CREATE TRIGGER only_the_balance_moves BEFORE UPDATE ON ledger_account
    FOR EACH ROW WHEN ((OLD.id, OLD.line_id, OLD.kind, OLD.counterpart_id)
        IS DISTINCT FROM (NEW.id, NEW.line_id, NEW.kind, NEW.counterpart_id))
    EXECUTE FUNCTION ledger_refuse_change();

-- 行级权限: who works in a region sees what its holders have a part in. The scope is set
-- by every transaction; where it is not, there are no rows.
CREATE FUNCTION zhida_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('zhida.scope', true), '') $$;

ALTER TABLE ledger_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_line FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON ledger_line USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ledger_account', 'ledger_voucher', 'ledger_transfer'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY scope ON %I USING (EXISTS (
            SELECT FROM regions_reach WHERE ancestor_id = zhida_scope()
               AND descendant_id IN (region_id, counterpart_region_id)))', name);
    END LOOP;
END $$;

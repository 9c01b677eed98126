-- 支付记录: what the treasury said never changes; where it was booked is the ledger's own voucher.
ALTER TABLE execution_paymentrecord ADD FOREIGN KEY (line_id) REFERENCES ledger_line (id);
ALTER TABLE execution_paymentrecord ADD FOREIGN KEY (voucher_number, voucher_year)
    REFERENCES ledger_voucher (id, year);

CREATE FUNCTION execution_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', CASE TG_TABLE_NAME
        WHEN 'execution_import' THEN '导入的文件不能删改'
        WHEN 'execution_planfile' THEN '用款计划不能删改，改动请导入新的计划'
        WHEN 'execution_plannedmonth' THEN '用款计划不能删改，改动请导入新的计划'
        ELSE '国库支付数据不能删改，更正由国库退款' END
        USING ERRCODE = 'ZD001';
END $$;
-- Only where it stands in the queue may change.
CREATE TRIGGER facts_stay BEFORE UPDATE ON execution_paymentrecord FOR EACH ROW
    WHEN (to_jsonb(OLD) - '{state,reason_code,reason,line_id,voucher_year,voucher_number,handled_by,handled_at,note}'::text[]
          IS DISTINCT FROM
          to_jsonb(NEW) - '{state,reason_code,reason,line_id,voucher_year,voucher_number,handled_by,handled_at,note}'::text[])
    EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON execution_paymentrecord
    FOR EACH ROW EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON execution_paymentrecord
    FOR EACH STATEMENT EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER file_stays BEFORE UPDATE ON execution_import FOR EACH ROW
    WHEN (OLD.state <> 'preview' OR (OLD.sha256, OLD.file, OLD.region_id, OLD.imported_by)
          IS DISTINCT FROM (NEW.sha256, NEW.file, NEW.region_id, NEW.imported_by))
    EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON execution_import
    FOR EACH ROW EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON execution_import
    FOR EACH STATEMENT EXECUTE FUNCTION execution_refuse_change();

-- 用款计划: what a file planned stays; a preview is decided once.
CREATE TRIGGER file_stays BEFORE UPDATE ON execution_planfile FOR EACH ROW
    WHEN (OLD.state <> 'preview' OR (OLD.sha256, OLD.file, OLD.region_id, OLD.year, OLD.imported_by)
          IS DISTINCT FROM (NEW.sha256, NEW.file, NEW.region_id, NEW.year, NEW.imported_by))
    EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON execution_planfile
    FOR EACH ROW EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON execution_planfile
    FOR EACH STATEMENT EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER figures_stay BEFORE UPDATE OR DELETE ON execution_plannedmonth
    FOR EACH ROW EXECUTE FUNCTION execution_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON execution_plannedmonth
    FOR EACH STATEMENT EXECUTE FUNCTION execution_refuse_change();

-- 行级权限: seen by those who look down on the region.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['import', 'paymentrecord', 'planfile', 'plannedmonth'] LOOP
        EXECUTE format('ALTER TABLE execution_%s ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE execution_%s FORCE ROW LEVEL SECURITY', name);
        -- The whole country sees all there is (asked once for a statement); it too writes only
        -- what is of a region.
        EXECUTE format('CREATE POLICY scope ON execution_%s USING (
            (SELECT zhida_scope() = ''100000'') OR EXISTS (SELECT FROM regions_reach
            WHERE ancestor_id = zhida_scope() AND descendant_id = region_id))
            WITH CHECK (EXISTS (SELECT FROM regions_reach
            WHERE ancestor_id = zhida_scope() AND descendant_id = region_id))', name);
    END LOOP;
END $$;

-- 行级权限: a notice is seen from its agency's region and from above; it is written there alone.
ALTER TABLE notices_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices_document FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON notices_document USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));

ALTER TABLE notices_documentfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices_documentfile FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON notices_documentfile USING (EXISTS (
    SELECT FROM notices_document d WHERE d.id = document_id));

ALTER TABLE notices_documentview ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices_documentview FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON notices_documentview USING (EXISTS (
    SELECT FROM notices_document d WHERE d.id = document_id));

ALTER TABLE notices_documentpicture ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices_documentpicture FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON notices_documentpicture USING (EXISTS (
    SELECT FROM notices_documentview v WHERE v.id = view_id));

-- 写明的收文日期: of the vouchers by which a notice was booked, where its agency told the day.
-- Alerts count from it, else from the paper's day; why, says core.obligations.receipt_day.
CREATE VIEW notices_told WITH (security_invoker = true) AS
SELECT (made ->> 0)::smallint AS year, (made ->> 1)::bigint AS voucher, d.received AS day
FROM notices_document d CROSS JOIN LATERAL jsonb_array_elements(d.booked) AS made
WHERE d.received IS NOT NULL;

-- What a booking rests on stays as it came in.
CREATE FUNCTION notices_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '收文的文件不能%：只增不改', CASE TG_OP
        WHEN 'UPDATE' THEN '修改' WHEN 'DELETE' THEN '删除' ELSE '清空' END
        USING ERRCODE = 'ZD001';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON notices_documentfile
    FOR EACH ROW EXECUTE FUNCTION notices_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON notices_documentfile
    FOR EACH STATEMENT EXECUTE FUNCTION notices_refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON notices_document
    FOR EACH ROW EXECUTE FUNCTION notices_refuse_change();

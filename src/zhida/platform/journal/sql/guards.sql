-- 日志只增不改: by triggers for everybody, and by row-level security for whom it concerns.
CREATE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '日志不能%：只增不改', CASE TG_OP
        WHEN 'UPDATE' THEN '修改' WHEN 'DELETE' THEN '删除' ELSE '清空' END
        USING ERRCODE = 'ZD001';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal_deed
    FOR EACH ROW EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal_deed
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

-- When it happened is not for the one who writes to say.
CREATE FUNCTION journal_own_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER own_clock BEFORE INSERT ON journal_deed
    FOR EACH ROW EXECUTE FUNCTION journal_own_clock();

ALTER TABLE journal_deed ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_deed FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON journal_deed USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));

-- Its transaction has a number before it draws that of a row: what sealing takes for settled
-- (see journal_seal) has none left to come. Nobody picks a number.
CREATE FUNCTION journal_own_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_current_xact_id();
    RETURN NULL;
END $$;
CREATE TRIGGER own_transaction BEFORE INSERT ON journal_deed
    FOR EACH STATEMENT EXECUTE FUNCTION journal_own_transaction();
CREATE FUNCTION journal_own_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.id := nextval(pg_get_serial_sequence('journal_deed', 'id'));
    RETURN NEW;
END $$;
CREATE TRIGGER own_number BEFORE INSERT ON journal_deed
    FOR EACH ROW WHEN (NEW.id IS DISTINCT FROM
        pg_sequence_last_value(pg_get_serial_sequence('journal_deed', 'id')))
    EXECUTE FUNCTION journal_own_number();

-- 预警: seen by those who look down on its region; its history is only ever added to.
ALTER TABLE execution_raisedalert ADD FOREIGN KEY (line_id) REFERENCES ledger_line (id);

-- What an alert is about never changes; only how it stands.
CREATE FUNCTION execution_keep_alert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '预警不能删改：问询、答复和意见逐条记录，情况消除时由系统写明' USING ERRCODE = 'ZD001';
END $$;
CREATE TRIGGER matter_stays BEFORE UPDATE ON execution_raisedalert FOR EACH ROW
    WHEN ((OLD.rule, OLD.subject_kind, OLD.subject_key, OLD.period, OLD.occurrence, OLD.agency_id,
           OLD.region_id, OLD.line_id, OLD.raised_on)
          IS DISTINCT FROM
          (NEW.rule, NEW.subject_kind, NEW.subject_key, NEW.period, NEW.occurrence, NEW.agency_id,
           NEW.region_id, NEW.line_id, NEW.raised_on))
    EXECUTE FUNCTION execution_keep_alert();
CREATE TRIGGER never_deleted BEFORE DELETE ON execution_raisedalert
    FOR EACH ROW EXECUTE FUNCTION execution_keep_alert();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON execution_raisedalert
    FOR EACH STATEMENT EXECUTE FUNCTION execution_keep_alert();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON execution_alertentry
    FOR EACH ROW EXECUTE FUNCTION execution_keep_alert();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON execution_alertentry
    FOR EACH STATEMENT EXECUTE FUNCTION execution_keep_alert();

ALTER TABLE execution_raisedalert ENABLE ROW LEVEL SECURITY;
ALTER TABLE execution_raisedalert FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON execution_raisedalert USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));
ALTER TABLE execution_alertentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE execution_alertentry FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON execution_alertentry USING (EXISTS (
    SELECT FROM execution_raisedalert a WHERE a.id = alert_id));

-- 省级收文日期: for lines that the scope may see, the days on which the province that they hang on got
-- money, and the flag under which the level above holds it. The clock of the thirty days is the
-- province's, which those below may not look up; nothing else is told.
CREATE FUNCTION execution_upstream(lines bigint[])
RETURNS TABLE (line_id bigint, province_received date[], upstream_flag text)
LANGUAGE plpgsql SECURITY DEFINER ROWS 1000 SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine constant text := COALESCE(zhida_scope(), '');
    seen bigint[];
    outside bigint[];
    flags text[];
BEGIN
    SELECT array_agg(l.id) INTO seen FROM ledger_line l
    WHERE l.id = ANY(lines) AND EXISTS (
        SELECT FROM regions_reach WHERE ancestor_id = mine AND descendant_id = l.region_id);
    PERFORM set_config('zhida.scope', '100000', true);
    -- Money that came from outside names the paper of the level above; that level may hold it here.
    IF EXISTS (SELECT FROM ledger_line l
               WHERE l.id = ANY(seen) AND l.parent_id IS NULL AND l.upstream_document <> '') THEN
        -- No index knows papers: all lines are read once, not once for each.
        PERFORM set_config('enable_nestloop', 'off', true);
        WITH asked AS MATERIALIZED (
            SELECT l.id, l.holder_id, l.upstream_document, l.year, l.book, e.fund, e.source,
                e.kind, e.purpose
            FROM ledger_line l JOIN ledger_earmark e ON e.id = l.earmark_id
            WHERE l.id = ANY(seen) AND l.parent_id IS NULL AND l.upstream_document <> ''
        ),
        above AS (
            SELECT m.id, min(e.flag) AS flag FROM asked m
            JOIN ledger_line other ON other.document = m.upstream_document
                AND other.year = m.year AND other.book = m.book AND other.holder_id <> m.holder_id
            JOIN ledger_earmark e ON e.id = other.earmark_id AND e.fund = m.fund
                AND e.source = m.source AND e.kind = m.kind AND e.purpose = m.purpose
            GROUP BY m.id HAVING count(DISTINCT e.flag) = 1
        )
        SELECT array_agg(a.id), array_agg(a.flag) INTO outside, flags FROM above a;
        PERFORM set_config('enable_nestloop', 'on', true);
    END IF;
    RETURN QUERY
    WITH RECURSIVE up AS (
        SELECT l.id AS line, l.id AS at, l.parent_id, l.region_id, l.year
        FROM ledger_line l WHERE l.id = ANY(seen)
        UNION ALL
        SELECT up.line, l.id, l.parent_id, l.region_id, l.year
        FROM up JOIN ledger_line l ON l.id = up.parent_id
    ),
    province AS (
        SELECT DISTINCT up.line, up.at, up.year FROM up
        JOIN regions_region r ON r.code = up.region_id AND r.level = 1
    ),
    day AS MATERIALIZED (
        SELECT p.at, array_agg(DISTINCT COALESCE(told.day, v.document_date)
            ORDER BY COALESCE(told.day, v.document_date)) AS received
        FROM (SELECT DISTINCT at, year FROM province) AS p
        JOIN ledger_account a ON a.line_id = p.at
        JOIN ledger_transfer t ON t.debit_id = a.id AND t.year = p.year
            AND t.verb IN ('receive', 'accept')
        JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
        LEFT JOIN notices_told told ON told.voucher = v.id AND told.year = v.year
        WHERE NOT EXISTS (SELECT FROM ledger_voucher u
                          WHERE u.reverses_id = v.id AND u.year = v.year)
        GROUP BY p.at
    )
    SELECT wanted.id, min(d.received), min(a.flag)
    FROM unnest(seen) AS wanted(id)
    LEFT JOIN province p ON p.line = wanted.id
    LEFT JOIN day d ON d.at = p.at
    LEFT JOIN unnest(outside, flags) AS a(line, flag) ON a.line = wanted.id
    GROUP BY wanted.id;
    PERFORM set_config('zhida.scope', mine, true);
END $$;

-- 行级权限: who works in a region sees what belongs to it and to what lies below. The scope is
-- set by every transaction (platform/scope.py); where it is not, there are no rows.
CREATE FUNCTION zhida_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('zhida.scope', true), '') $$;

-- Everybody may know that an agency exists, since money comes from it or goes there; only those
-- who reach its region register it.
ALTER TABLE regions_agency ENABLE ROW LEVEL SECURITY;
ALTER TABLE regions_agency FORCE ROW LEVEL SECURITY;
CREATE POLICY known ON regions_agency FOR SELECT USING (true);
CREATE POLICY scope ON regions_agency USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));

-- 行级权限: a job and its items are seen from the region that started it and from above.
ALTER TABLE jobs_job ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs_job FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON jobs_job USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));

ALTER TABLE jobs_jobitem ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs_jobitem FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON jobs_jobitem USING (EXISTS (
    SELECT FROM jobs_job j WHERE j.id = job_id));

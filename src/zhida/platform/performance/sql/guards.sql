-- A set of goals is seen where its agency is; its targets, their values and its files with it.
ALTER TABLE performance_targetset ENABLE ROW LEVEL SECURITY;
ALTER TABLE performance_targetset FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON performance_targetset USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));
ALTER TABLE performance_storedfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE performance_storedfile FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON performance_storedfile USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));
ALTER TABLE performance_target ENABLE ROW LEVEL SECURITY;
ALTER TABLE performance_target FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON performance_target USING (EXISTS (
    SELECT FROM performance_targetset s WHERE s.id = set_id));
ALTER TABLE performance_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE performance_value FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON performance_value USING (EXISTS (
    SELECT FROM performance_target t WHERE t.id = target_id));
ALTER TABLE performance_targetset_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE performance_targetset_files FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON performance_targetset_files USING (EXISTS (
    SELECT FROM performance_targetset s WHERE s.id = targetset_id));
-- An evaluation is seen where its agency is; what each stage said with it.
ALTER TABLE performance_evaluation ENABLE ROW LEVEL SECURITY;
ALTER TABLE performance_evaluation FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON performance_evaluation USING (EXISTS (
    SELECT FROM regions_reach WHERE ancestor_id = zhida_scope() AND descendant_id = region_id));
ALTER TABLE performance_stagedjudgement ENABLE ROW LEVEL SECURITY;
ALTER TABLE performance_stagedjudgement FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON performance_stagedjudgement USING (EXISTS (
    SELECT FROM performance_evaluation e WHERE e.id = evaluation_id));

-- What the application's role may do. Run after every migration; saying it twice changes nothing.
GRANT USAGE ON SCHEMA public TO zhida_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO zhida_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zhida_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON
    ledger_book, ledger_kind, ledger_verb, ledger_entry, ledger_earmark, ledger_line,
    ledger_account, ledger_total, ledger_voucher, ledger_transfer, ledger_block, ledger_sealed,
    journal_block, journal_sealed,
    regions_region, regions_fiscalparent, regions_reach, django_migrations
FROM zhida_app;
REVOKE UPDATE, DELETE, TRUNCATE ON regions_agency, journal_deed FROM zhida_app;
REVOKE DELETE, TRUNCATE ON allocation_plan, allocation_edition, allocation_planfile,
    allocation_paper FROM zhida_app;
REVOKE UPDATE ON allocation_edition, allocation_planfile, allocation_poolline, allocation_award,
    allocation_paper FROM zhida_app;
-- What the treasury said stays; only where it stands in the queue changes.
REVOKE UPDATE, DELETE, TRUNCATE ON execution_import, execution_paymentrecord FROM zhida_app;
GRANT UPDATE (state, decided_by, decided_at, reason, payments, fen) ON execution_import TO zhida_app;
GRANT UPDATE (state, reason_code, reason, line_id, voucher_year, voucher_number, handled_by,
    handled_at, note) ON execution_paymentrecord TO zhida_app;
-- A spending plan stays as its file said it; only how far the file has come changes.
REVOKE UPDATE, DELETE, TRUNCATE ON execution_planfile, execution_plannedmonth FROM zhida_app;
GRANT UPDATE (state, decided_by, decided_at, reason) ON execution_planfile TO zhida_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON execution_paymenttotal FROM zhida_app;
-- What an alert is about stays, and so does all that was said of it.
REVOKE UPDATE, DELETE, TRUNCATE ON execution_raisedalert, execution_alertentry FROM zhida_app;
GRANT UPDATE (colour, sentence, fen, expected, found, measure, since, days, basis, mend, status,
    evidence, seen_on, gone_on, state) ON execution_raisedalert TO zhida_app;
REVOKE UPDATE, DELETE, TRUNCATE ON obligations_duty, obligations_filing, obligations_filingfile,
    obligations_decision FROM zhida_app;
-- A receipt told later settles the day of a duty; nothing else of it changes.
GRANT UPDATE (received, due, unknown, note) ON obligations_duty TO zhida_app;
-- Goals and values are only added; which goal above a goal serves may be told later.
REVOKE UPDATE, DELETE, TRUNCATE ON performance_storedfile, performance_targetset,
    performance_targetset_files, performance_target, performance_value FROM zhida_app;
GRANT UPDATE (parent_id, kind, comparator, value, unit, due, grade, direction, base, settled)
    ON performance_target TO zhida_app;
-- What a stage of an evaluation said stays; only how far the evaluation has come changes.
REVOKE UPDATE, DELETE, TRUNCATE ON performance_evaluation, performance_stagedjudgement
FROM zhida_app;
GRANT UPDATE (state, evaluated_by, reviewed_by, finished_by, reason) ON performance_evaluation
TO zhida_app;
REVOKE UPDATE, DELETE, TRUNCATE ON reports_report, reports_reportfile, reports_reason FROM zhida_app;
-- A result of disease payment stays as its file came; how far a settlement has come changes.
REVOKE UPDATE, DELETE, TRUNCATE ON dip_result FROM zhida_app;
GRANT UPDATE (state, submitted_by, submitted_at, decided_by, decided_at, reason, booked_by,
    booked_at) ON dip_result TO zhida_app;
-- A token is revoked, never removed or widened; an answer under a key stays as it was given.
REVOKE UPDATE, DELETE, TRUNCATE ON api_apitoken, api_keyedwrite FROM zhida_app;
GRANT UPDATE (last_used_at, revoked_at, revoked_by) ON api_apitoken TO zhida_app;
GRANT UPDATE (response) ON api_keyedwrite TO zhida_app;
-- What was asked for stays; how far it has come changes.
REVOKE UPDATE, DELETE, TRUNCATE ON jobs_job, jobs_jobitem FROM zhida_app;
GRANT UPDATE (state, step, done, total, result, wrong, cancel_asked_by, started_at, ended_at)
ON jobs_job TO zhida_app;
GRANT UPDATE (state, said, result, content) ON jobs_jobitem TO zhida_app;
-- The queue is read before any scope is known, so it has no row-level security: it holds numbers
-- of jobs and codes of regions alone.
REVOKE TRUNCATE ON django_tasks_database_dbtaskresult FROM zhida_app;
-- Who signs in is read before anybody's scope is known: these tables have no row-level security.
-- A user is switched off, never removed; nobody here has a mail address.
REVOKE DELETE, TRUNCATE ON access_user FROM zhida_app;
-- The site's own sign-on leads to users that are here; nothing of it is stored.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON socialaccount_socialapp, socialaccount_socialaccount,
    socialaccount_socialtoken FROM zhida_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON account_emailaddress, account_emailconfirmation,
    auth_group, auth_permission, auth_group_permissions, access_user_groups,
    access_user_user_permissions, django_content_type FROM zhida_app;
-- A partition has no guard of its own against being read or written past its table's.
DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT oid FROM pg_class WHERE relispartition AND relkind IN ('r', 'p')
        AND relnamespace = 'public'::regnamespace LOOP
        EXECUTE format('REVOKE ALL ON %s FROM zhida_app', part);
    END LOOP;
END $$;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION zhida_scope, ledger_open_lines, ledger_post, ledger_seal, ledger_settled,
    journal_seal, journal_settled,
    ledger_line_numbers, ledger_trace_up, execution_upstream, api_forget_keys
TO zhida_app;

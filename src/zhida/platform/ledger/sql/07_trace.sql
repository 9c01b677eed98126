-- 追溯: what the policies hide and a holder must yet know, through these functions alone.

-- A line's number by its digest, whoever holds it: a receiver must name the line that its money
-- comes from. Who knows a digest knows what it stands for; nothing else is told.
CREATE FUNCTION ledger_line_numbers(digests bytea[]) RETURNS TABLE (digest bytea, id bigint)
LANGUAGE plpgsql SECURITY DEFINER ROWS 10 SET search_path = public, pg_temp AS $$
DECLARE
    mine constant text := COALESCE(zhida_scope(), '');
BEGIN
    PERFORM set_config('zhida.scope', '100000', true);
    RETURN QUERY SELECT l.digest, l.id FROM ledger_line l WHERE l.digest = ANY(digests);
    PERFORM set_config('zhida.scope', mine, true);
END $$;

-- A line (depth 0) and those that it hangs on, upwards; where the chain of a year ends, last year's
-- line that was carried into it. Never a sibling. Not for the application's role.
CREATE FUNCTION ledger_chain(line bigint)
RETURNS TABLE (depth int, relation text, line_id bigint, digest bytea, earmark_id bigint,
    year smallint, holder text, holder_name text, document text, upstream_document text,
    advance boolean, condition text, transfer_function text, function text, gov_econ text,
    dept_econ text, implementing_project text, parent_digest bytea, carried_from_digest bytea)
LANGUAGE plpgsql SECURITY DEFINER ROWS 6 SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine constant text := COALESCE(zhida_scope(), '');
BEGIN
    PERFORM set_config('zhida.scope', '100000', true);
    RETURN QUERY
    WITH RECURSIVE chain AS (
        SELECT 0 AS depth, 'self' AS relation, l AS line FROM ledger_line l WHERE l.id = $1
        UNION ALL
        SELECT c.depth + 1, CASE WHEN (c.line).parent_id IS NULL THEN 'carried' ELSE 'parent' END,
               l
        FROM chain c
        JOIN ledger_line l ON l.id = COALESCE((c.line).parent_id, (c.line).carried_from_id)
    )
    SELECT c.depth, c.relation, l.id, l.digest, l.earmark_id, l.year, g.code, g.name, l.document,
        l.upstream_document, l.advance, l.condition, l.transfer_function, l.function, l.gov_econ,
        l.dept_econ, l.implementing_project, l.parent_digest, l.carried_from_digest
    FROM chain c
    CROSS JOIN LATERAL (SELECT (c.line).*) AS l
    JOIN regions_agency g ON g.id = l.holder_id
    ORDER BY c.depth;
    PERFORM set_config('zhida.scope', mine, true);
END $$;

-- The chain of a line that the scope may see: one of its regions, or one from which money is, or
-- was, on its way there. Empty for any other.
CREATE FUNCTION ledger_trace_up(line bigint)
RETURNS TABLE (depth int, relation text, line_id bigint, digest bytea, earmark_id bigint,
    year smallint, holder text, holder_name text, document text, upstream_document text,
    advance boolean, condition text, transfer_function text, function text, gov_econ text,
    dept_econ text, implementing_project text, parent_digest bytea, carried_from_digest bytea)
LANGUAGE plpgsql SECURITY DEFINER ROWS 6 SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM ledger_line l WHERE l.id = line)
        OR EXISTS (SELECT FROM ledger_account a WHERE a.line_id = line) THEN
        RETURN QUERY SELECT * FROM ledger_chain(line);
    END IF;
END $$;

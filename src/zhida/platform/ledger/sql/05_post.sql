-- 记账: the only doors through which the application's role writes. Each takes a batch.

-- Lines by their digests, made where they are new. A line of another region is refused by its policy.
CREATE FUNCTION ledger_open_lines(earmarks jsonb, lines jsonb)
RETURNS TABLE (digest bytea, id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO ledger_earmark (digest, book, year, fund, source, kind, purpose, regime, flag,
                                project, three_guarantees)
    SELECT decode(e.digest, 'hex'), e.book, e.year, e.fund, e.source, e.kind, e.purpose, e.regime,
           e.flag, e.project, e.three_guarantees
    FROM jsonb_to_recordset(earmarks) AS e(digest text, book text, year smallint, fund text,
        source text, kind text, purpose text, regime text, flag text, project text,
        three_guarantees boolean)
    ORDER BY e.digest
    ON CONFLICT DO NOTHING;

    INSERT INTO ledger_line (digest, earmark_id, book, year, holder_id, region_id, document,
        upstream_document, advance, condition, transfer_function, function, gov_econ, dept_econ,
        implementing_project, parent_id, carried_from_id, parent_digest, carried_from_digest)
    SELECT decode(l.digest, 'hex'), e.id, e.book, e.year, a.id, a.region_id, l.document,
        l.upstream_document, l.advance, l.condition, l.transfer_function, l.function, l.gov_econ,
        l.dept_econ, l.implementing_project, l.parent_id, l.carried_from_id,
        decode(l.parent, 'hex'), decode(l.carried_from, 'hex')
    FROM jsonb_to_recordset(lines) AS l(digest text, earmark text, holder text, document text,
        upstream_document text, advance boolean, condition text, transfer_function text,
        function text, gov_econ text, dept_econ text, implementing_project text,
        parent_id bigint, carried_from_id bigint, parent text, carried_from text)
    JOIN ledger_earmark e ON e.digest = decode(l.earmark, 'hex')
    JOIN regions_agency a ON a.code = l.holder
    ORDER BY l.digest
    ON CONFLICT (digest) DO NOTHING;

    RETURN QUERY SELECT k.digest, k.id FROM ledger_line k
    WHERE k.digest IN (SELECT decode(l->>'digest', 'hex') FROM jsonb_array_elements(lines) l);
END $$;

-- Vouchers (one element of the v_ arrays each) with their transfers (the t_ arrays; t_voucher
-- counts vouchers from 1, t_ordinal rows within one). Answers each voucher's number, and whether
-- it had been booked before: then nothing is booked again.
CREATE FUNCTION ledger_post(
    v_year smallint[], v_key bytea[], v_content bytea[], v_verb text[], v_size smallint[],
    v_holder bigint[], v_counterpart bigint[], v_document text[], v_document_date date[],
    v_actor text[], v_reason text[], v_identity jsonb[], v_sources jsonb[],
    v_reverses bigint[], v_carried_from_year smallint[], v_carried_from bigint[],
    t_voucher int[], t_ordinal smallint[], t_entry smallint[], t_relation text[],
    t_credit_line bigint[], t_credit_kind text[], t_credit_counterpart bigint[],
    t_debit_line bigint[], t_debit_kind text[], t_debit_counterpart bigint[], t_fen bigint[]
) RETURNS TABLE (place int, voucher_year smallint, voucher_id bigint, replayed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    booked bigint[];
    strange record;
BEGIN
    -- 1. Accounts that are met for the first time.
    INSERT INTO ledger_account (line_id, holder_id, earmark_id, book, year, region_id, kind,
                                is_origin, in_transit, counterpart_id, counterpart_region_id)
    SELECT l.id, l.holder_id, l.earmark_id, l.book, l.year, l.region_id, k.code, k.is_origin,
           k.in_transit, c.id, c.region_id
    FROM (SELECT * FROM unnest(t_credit_line, t_credit_kind, t_credit_counterpart)
          UNION
          SELECT * FROM unnest(t_debit_line, t_debit_kind, t_debit_counterpart)
         ) AS asked(line_id, kind, counterpart_id)
    JOIN ledger_line l ON l.id = asked.line_id
    JOIN ledger_kind k ON k.code = asked.kind AND k.book = l.book
    LEFT JOIN regions_agency c ON c.id = asked.counterpart_id
    WHERE NOT EXISTS (SELECT FROM ledger_account a WHERE a.line_id = asked.line_id
        AND a.kind = asked.kind AND a.counterpart_id IS NOT DISTINCT FROM asked.counterpart_id)
    ORDER BY 1, 7, 10
    ON CONFLICT DO NOTHING;

    -- 2. All accounts are locked in one order, so that two batches never wait for each other.
    PERFORM FROM ledger_account a
    WHERE (a.line_id, a.kind) IN (SELECT * FROM unnest(t_credit_line, t_credit_kind)
                                  UNION SELECT * FROM unnest(t_debit_line, t_debit_kind))
    ORDER BY a.id FOR NO KEY UPDATE;

    -- 3. Vouchers that are new, their transfers, and the balances, in one statement.
    WITH asked AS (
        SELECT * FROM unnest(v_year, v_key, v_content, v_verb, v_size, v_holder, v_counterpart,
            v_document, v_document_date, v_actor, v_reason, v_identity, v_sources, v_reverses,
            v_carried_from_year, v_carried_from)
        WITH ORDINALITY AS v(year, key, content, verb, size, holder_id, counterpart_id, document,
            document_date, actor, reason, identity, sources, reverses, carried_from_year,
            carried_from_id, place)
    ), new AS (
        INSERT INTO ledger_voucher (year, key, content, verb, size, holder_id, region_id,
            counterpart_id, counterpart_region_id, document, document_date, actor, reason,
            identity, sources, reverses, carried_from_year, carried_from_id)
        SELECT v.year, v.key, v.content, v.verb, v.size, h.id, h.region_id, c.id, c.region_id,
            v.document, v.document_date, v.actor, v.reason, v.identity, v.sources, v.reverses,
            v.carried_from_year, v.carried_from_id
        FROM asked v
        JOIN regions_agency h ON h.id = v.holder_id
        JOIN regions_agency c ON c.id = v.counterpart_id
        ORDER BY v.place
        ON CONFLICT (year, key) DO NOTHING
        RETURNING *
    ), moved AS (
        INSERT INTO ledger_transfer (year, voucher_id, ordinal, size, verb, entry, relation,
            earmark_id, credit_id, credit_line_id, credit_kind, debit_id, debit_line_id,
            debit_kind, fen, region_id, counterpart_region_id, reverses)
        SELECT n.year, n.id, t.ordinal, n.size, n.verb, t.entry, t.relation, cr.earmark_id,
            cr.id, cr.line_id, cr.kind, de.id, de.line_id, de.kind, t.fen, n.region_id,
            n.counterpart_region_id, n.reverses
        FROM unnest(t_voucher, t_ordinal, t_entry, t_relation, t_credit_line, t_credit_kind,
                t_credit_counterpart, t_debit_line, t_debit_kind, t_debit_counterpart, t_fen)
            AS t(place, ordinal, entry, relation, credit_line, credit_kind, credit_counterpart,
                debit_line, debit_kind, debit_counterpart, fen)
        JOIN asked v ON v.place = t.place
        JOIN new n ON n.year = v.year AND n.key = v.key
        JOIN ledger_account cr ON cr.line_id = t.credit_line AND cr.kind = t.credit_kind
            AND cr.counterpart_id IS NOT DISTINCT FROM t.credit_counterpart
        JOIN ledger_account de ON de.line_id = t.debit_line AND de.kind = t.debit_kind
            AND de.counterpart_id IS NOT DISTINCT FROM t.debit_counterpart
        WHERE n.holder_id IN (cr.holder_id, cr.counterpart_id)
          AND n.holder_id IN (de.holder_id, de.counterpart_id)
          AND (cr.holder_id = de.holder_id OR cr.in_transit OR de.in_transit)
          -- A reversal of a receipt puts the money back on its way to the holder itself.
          AND (de.counterpart_id IS NULL OR de.counterpart_id IN (n.counterpart_id, n.holder_id))
        RETURNING voucher_id, credit_id, debit_id, fen
    ), change AS (
        SELECT id, sum(fen) AS fen FROM (
            SELECT debit_id AS id, fen FROM moved UNION ALL SELECT credit_id, -fen FROM moved
        ) AS each GROUP BY id
    ), balanced AS (
        UPDATE ledger_account a SET balance_fen = a.balance_fen + change.fen
        FROM change WHERE a.id = change.id
        RETURNING a.id
    )
    SELECT array_agg(n.id) INTO booked FROM new n;

    -- 4. The answer; what was there before must say the same.
    SELECT v.place, v.document INTO strange
    FROM unnest(v_year, v_key, v_content, v_document)
        WITH ORDINALITY AS v(year, key, content, document, place)
    JOIN ledger_voucher k ON k.year = v.year AND k.key = v.key
    WHERE k.content <> v.content LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '第%张凭证（%）与已记账的同一业务内容不同', strange.place, strange.document
            USING ERRCODE = 'ZD002';
    END IF;
    RETURN QUERY
    SELECT v.place::int, k.year, k.id, k.id <> ALL (COALESCE(booked, '{}'))
    FROM unnest(v_year, v_key) WITH ORDINALITY AS v(year, key, place)
    JOIN ledger_voucher k ON k.year = v.year AND k.key = v.key
    ORDER BY v.place;
END $$;

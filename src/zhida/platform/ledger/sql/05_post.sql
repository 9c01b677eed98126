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

    -- Carried money stays with its holder and for its end; only the year is another.
    IF EXISTS (
        SELECT FROM jsonb_array_elements(lines) AS asked
        JOIN ledger_line l ON l.digest = decode(asked->>'digest', 'hex')
        JOIN ledger_line old ON old.id = l.carried_from_id
        JOIN ledger_earmark e ON e.id = l.earmark_id
        JOIN ledger_earmark o ON o.id = old.earmark_id
        WHERE l.holder_id <> old.holder_id
           OR (e.book, e.fund, e.source, e.kind, e.purpose, e.regime, e.flag, e.project,
               e.three_guarantees, e.year) <>
              (o.book, o.fund, o.source, o.kind, o.purpose, o.regime, o.flag, o.project,
               o.three_guarantees, o.year + 1)) THEN
        RAISE EXCEPTION 'carried elsewhere' USING ERRCODE = 'ZD007';
    END IF;

    RETURN QUERY SELECT k.digest, k.id FROM ledger_line k
    WHERE k.digest IN (SELECT decode(l->>'digest', 'hex') FROM jsonb_array_elements(lines) l);
END $$;

-- Vouchers (one element of the v_ arrays each), the accounts that they touch (a_), and their
-- transfers (t_): t_voucher, t_credit and t_debit count vouchers and accounts from 1, t_ordinal the
-- rows within one voucher. Answers each voucher's number, and whether it had been booked before:
-- then nothing is booked again.
CREATE FUNCTION ledger_post(
    v_year smallint[], v_key bytea[], v_content bytea[], v_verb text[], v_size smallint[],
    v_holder text[], v_counterpart text[], v_document text[], v_document_date date[],
    v_actor text[], v_reason text[], v_identity jsonb[], v_sources jsonb[],
    v_reverses bigint[], v_carried_from_year smallint[], v_carried_from bigint[],
    v_earlier_verb text[],
    a_line bigint[], a_kind text[], a_taker text[],
    t_voucher int[], t_ordinal smallint[], t_entry smallint[], t_relation text[], t_credit int[],
    t_debit int[], t_fen bigint[], t_carried_credit bigint[], t_carried_debit bigint[],
    t_carried_line bigint[]
) RETURNS TABLE (place int, voucher_year smallint, voucher_id bigint, replayed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    asked constant int := cardinality(a_line);
    -- The accounts' numbers, in the order of the a_ arrays.
    accounts bigint[];
    moment timestamptz;
    new_places int[];
    new_ids bigint[];
    changed int;
    balanced int;
    refused jsonb;
BEGIN
    -- One plan serves all small batches, and it is made to last: by indexes, though the tables may be
    -- empty today. A large batch is worth a plan for its own size. The keys are checked by the
    -- lasting plans in any case: planning anew for each row costs more than all the rest together.
    IF cardinality(t_fen) > 50 THEN
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true),
                set_config('enable_seqscan', 'on', true);
    END IF;

    -- 1. All accounts are locked in one order, so that two batches never wait for each other;
    -- those that are met for the first time are made.
    FOR attempt IN 1..2 LOOP
        SELECT array_agg(locked.id ORDER BY locked.place) INTO accounts FROM (
            SELECT k.place, a.id FROM unnest(a_line, a_kind, a_taker)
                WITH ORDINALITY AS k(line_id, kind, taker, place)
            JOIN regions_agency g ON g.code = k.taker
            JOIN ledger_account a
                ON a.line_id = k.line_id AND a.kind = k.kind AND a.taker_id = g.id
            ORDER BY a.id FOR NO KEY UPDATE OF a) AS locked;
        EXIT WHEN cardinality(accounts) = asked;
        INSERT INTO ledger_account (line_id, holder_id, earmark_id, book, year, region_id, kind,
                                    is_origin, in_transit, counterpart_id, counterpart_region_id)
        SELECT l.id, l.holder_id, l.earmark_id, l.book, l.year, l.region_id, k.code, k.is_origin,
               k.in_transit, CASE WHEN k.in_transit THEN g.id END,
               CASE WHEN k.in_transit THEN g.region_id END
        FROM unnest(a_line, a_kind, a_taker) AS a(line_id, kind, taker)
        JOIN ledger_line l ON l.id = a.line_id
        JOIN ledger_kind k ON k.code = a.kind AND k.book = l.book
        JOIN regions_agency g ON g.code = a.taker
        WHERE NOT EXISTS (SELECT FROM ledger_account old WHERE old.line_id = a.line_id
            AND old.kind = a.kind AND old.taker_id = g.id)
        ORDER BY l.id, k.code, g.id
        ON CONFLICT (line_id, kind, taker_id) DO NOTHING;
    END LOOP;
    IF cardinality(accounts) IS DISTINCT FROM asked THEN
        SELECT jsonb_build_object('line', k.line_id, 'kind', kind.name, 'taker', k.taker,
                                  'known', g.id IS NOT NULL) INTO refused
        FROM unnest(a_line, a_kind, a_taker) AS k(line_id, kind, taker)
        LEFT JOIN ledger_kind kind ON kind.code = k.kind
        LEFT JOIN regions_agency g ON g.code = k.taker
        LEFT JOIN ledger_account a
            ON a.line_id = k.line_id AND a.kind = k.kind AND a.taker_id = g.id
        WHERE a.id IS NULL LIMIT 1;
        RAISE EXCEPTION 'no such account' USING ERRCODE = 'ZD004', DETAIL = refused::text;
    END IF;
    -- What was carried into the next year stays where it was carried over.
    PERFORM FROM ledger_account a WHERE a.id = ANY(t_carried_debit)
    ORDER BY a.id FOR NO KEY UPDATE;

    -- 2. Vouchers that are new, their transfers, and the balances, in one statement.
    moment := ledger_now();
    WITH asked AS MATERIALIZED (
        SELECT v.*, nextval('ledger_voucher_id_seq') AS id
        FROM unnest(v_year, v_key, v_content, v_verb, v_size, v_holder, v_counterpart,
            v_document, v_document_date, v_actor, v_reason, v_identity, v_sources, v_reverses,
            v_carried_from_year, v_carried_from, v_earlier_verb)
        WITH ORDINALITY AS v(year, key, content, verb, size, holder, counterpart, document,
            document_date, actor, reason, identity, sources, reverses, carried_from_year,
            carried_from_id, earlier_verb, place)
    ), new AS (
        INSERT INTO ledger_voucher (id, year, key, content, verb, size, holder_id, region_id,
            counterpart_id, counterpart_region_id, document, document_date, booked_at, actor,
            reason, identity, sources, reverses, carried_from_year, carried_from_id, earlier_verb)
        SELECT v.id, v.year, v.key, v.content, v.verb, v.size, h.id, h.region_id, c.id,
            c.region_id, v.document, v.document_date, moment, v.actor, v.reason, v.identity,
            v.sources, v.reverses, v.carried_from_year, v.carried_from_id, v.earlier_verb
        FROM asked v
        JOIN regions_agency h ON h.code = v.holder
        JOIN regions_agency c ON c.code = v.counterpart
        ORDER BY v.key  -- here too, so that nobody waits in a circle
        ON CONFLICT (year, key) DO NOTHING
        RETURNING year, id, size, verb, holder_id, region_id, counterpart_id,
            counterpart_region_id, reverses, carried_from_id
    ), moved AS (
        INSERT INTO ledger_transfer (year, voucher_id, ordinal, size, verb, entry, relation,
            earmark_id, credit_id, credit_line_id, credit_kind, credit_holder_id,
            credit_taker_id, debit_id, debit_line_id, debit_kind, debit_holder_id,
            debit_taker_id, fen, holder_id, region_id, counterpart_id, counterpart_region_id,
            reverses, carried_from_id, carried_credit_id, carried_debit_id, carried_line_id)
        SELECT n.year, n.id, t.ordinal, n.size, n.verb, t.entry, t.relation, cr.earmark_id,
            cr.id, cr.line_id, cr.kind, cr.holder_id, cr.taker_id, de.id, de.line_id, de.kind,
            de.holder_id, de.taker_id, t.fen, n.holder_id, n.region_id, n.counterpart_id,
            n.counterpart_region_id, n.reverses, n.carried_from_id, t.carried_credit,
            t.carried_debit, t.carried_line
        FROM unnest(t_voucher, t_ordinal, t_entry, t_relation, t_credit, t_debit, t_fen,
                t_carried_credit, t_carried_debit, t_carried_line)
            AS t(place, ordinal, entry, relation, credit, debit, fen, carried_credit,
                carried_debit, carried_line)
        JOIN asked v ON v.place = t.place
        JOIN new n ON n.id = v.id
        JOIN ledger_account cr ON cr.id = accounts[t.credit]
        JOIN ledger_account de ON de.id = accounts[t.debit]
        RETURNING credit_id, debit_id, fen
    ), change AS (
        SELECT id, sum(fen)::bigint AS fen FROM (
            SELECT debit_id AS id, fen FROM moved UNION ALL SELECT credit_id, -fen FROM moved
        ) AS each GROUP BY id
    ), balanced AS (
        UPDATE ledger_account a SET balance_fen = a.balance_fen + change.fen
        FROM change
        -- The table's own checks say the same, but not how much there is.
        WHERE a.id = change.id AND CASE WHEN a.is_origin THEN a.balance_fen + change.fen <= 0
                                        ELSE a.balance_fen + change.fen >= 0 END
        RETURNING a.id
    )
    SELECT booked.places, booked.ids, (SELECT count(*) FROM change),
        (SELECT count(*) FROM balanced),
        CASE WHEN (SELECT count(*) FROM change) <> (SELECT count(*) FROM balanced) THEN (
            SELECT jsonb_build_object('line', a.line_id, 'kind', kind.name, 'holder', holder.name,
                'document', l.document, 'balance', a.balance_fen, 'change', change.fen)
            FROM change
            JOIN ledger_account a USING (id)
            JOIN ledger_kind kind ON kind.code = a.kind
            JOIN regions_agency holder ON holder.id = a.holder_id
            LEFT JOIN ledger_line l ON l.id = a.line_id
            WHERE CASE WHEN a.is_origin THEN a.balance_fen + change.fen > 0
                       ELSE a.balance_fen + change.fen < 0 END
            ORDER BY a.id LIMIT 1) END,
        -- Before the keys are checked, at the end of the statement.
        set_config('plan_cache_mode', 'force_generic_plan', true)
            || set_config('enable_seqscan', 'off', true)
    INTO new_places, new_ids, changed, balanced, refused
    FROM (SELECT array_agg(v.place ORDER BY v.place) AS places,
                 array_agg(v.id ORDER BY v.place) AS ids
          FROM new n JOIN asked v USING (id)) AS booked;
    IF changed <> balanced THEN
        RAISE EXCEPTION 'overdrawn' USING ERRCODE = 'ZD003', DETAIL = refused::text;
    END IF;
    SET CONSTRAINTS ledger_voucher_whole IMMEDIATE;
    SET CONSTRAINTS ledger_voucher_whole DEFERRED;
    IF cardinality(t_fen) > 50 THEN
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);
    END IF;

    -- 3. What was carried into the next year is not undone or written off behind its back.
    IF v_verb && ARRAY['reverse', 'carry_in', 'write_off'] THEN
        SELECT jsonb_build_object('document', l.document, 'balance', a.balance_fen,
                                  'continued', next.fen) INTO refused
        FROM ledger_account a
        JOIN ledger_line l ON l.id = a.line_id
        CROSS JOIN LATERAL (
            SELECT sum(t.fen) AS fen FROM ledger_transfer t
            WHERE t.carried_debit_id = a.id AND NOT EXISTS (SELECT FROM ledger_voucher r
                WHERE r.year = t.year AND r.reverses_id = t.voucher_id)) AS next
        WHERE a.id = ANY(accounts || t_carried_debit) AND next.fen > a.balance_fen LIMIT 1;
        IF NOT FOUND THEN
            -- Nor by another carrying over that happens to be as large.
            SELECT jsonb_build_object('document', undoing.document, 'balance', 0,
                                      'continued', t.fen) INTO refused
            FROM ledger_voucher undoing
            JOIN ledger_voucher next ON next.year = undoing.year + 1
                AND next.carried_from_year = undoing.year
                AND next.carried_from_id = undoing.reverses_id
            JOIN ledger_transfer t ON t.year = next.year AND t.voucher_id = next.id
            WHERE (undoing.id = ANY(new_ids) OR next.id = ANY(new_ids))
              AND NOT EXISTS (SELECT FROM ledger_voucher r
                WHERE r.year = next.year AND r.reverses_id = next.id) LIMIT 1;
        END IF;
        IF FOUND THEN
            RAISE EXCEPTION 'carried twice' USING ERRCODE = 'ZD006', DETAIL = refused::text;
        END IF;
    END IF;

    -- 4. The same paper doesn't bring the same money through this ledger and from outside it. (Two
    -- who do so in the same instant don't see each other here; verification does.)
    -- Mostly a look at each paper is enough.
    IF v_verb && ARRAY['receive', 'issue'] AND EXISTS (
        SELECT FROM (SELECT DISTINCT year, document, verb
                     FROM unnest(v_year, v_document, v_verb) AS v(year, document, verb)
                     WHERE verb IN ('receive', 'issue')) AS paper
        CROSS JOIN LATERAL (
            SELECT FROM ledger_voucher o
            WHERE o.year = paper.year AND o.document = paper.document
              AND o.verb = CASE paper.verb WHEN 'receive' THEN 'issue' ELSE 'receive' END
            LIMIT 1) AS o) THEN
        SELECT jsonb_build_object('document', v.document, 'verb', v.verb, 'recipient', g.name)
        INTO refused
        FROM unnest(v_year, v_verb, v_holder, v_counterpart, v_document)
            WITH ORDINALITY AS v(year, verb, holder, counterpart, document, place)
        JOIN regions_agency g ON g.code = CASE v.verb WHEN 'receive' THEN v.holder
                                                      WHEN 'issue' THEN v.counterpart END
        -- OFFSET 0 keeps this a look-up for each paper, whatever is known of the tables.
        CROSS JOIN LATERAL (
            SELECT o.year, o.id FROM ledger_voucher o
            WHERE o.year = v.year AND o.document = v.document AND o.counterpart_id = g.id
              AND o.verb = CASE v.verb WHEN 'receive' THEN 'issue' ELSE 'receive' END
              AND NOT EXISTS (SELECT FROM ledger_voucher r
                              WHERE r.year = o.year AND r.reverses_id = o.id)
            OFFSET 0) AS o
        -- What is only said again brings nothing (tests/core/ledger/scenarios.py).
        WHERE v.place = ANY(new_places)
          AND EXISTS (SELECT FROM ledger_transfer t
                      JOIN unnest(t_voucher, t_credit) AS mine(place, credit)
                          ON mine.place = v.place
                      JOIN ledger_account a ON a.id = accounts[mine.credit]
                      WHERE t.year = o.year AND t.voucher_id = o.id
                        AND t.earmark_id = a.earmark_id)
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'twice' USING ERRCODE = 'ZD005', DETAIL = refused::text;
        END IF;
    END IF;

    -- 5. The answer; what was there before must say the same.
    IF cardinality(new_ids) = cardinality(v_key) THEN
        RETURN QUERY SELECT u.place, v_year[u.place], u.id, false
        FROM unnest(new_places, new_ids) AS u(place, id);
        RETURN;
    END IF;
    SELECT jsonb_build_object('place', v.place, 'document', v.document, 'booked', k.id)
    INTO refused
    FROM unnest(v_year, v_key, v_content, v_document)
        WITH ORDINALITY AS v(year, key, content, document, place)
    JOIN ledger_voucher k ON k.year = v.year AND k.key = v.key
    WHERE k.content <> v.content LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'booked otherwise' USING ERRCODE = 'ZD002', DETAIL = refused::text;
    END IF;
    SELECT jsonb_build_object('taker', code) INTO refused
    FROM unnest(v_holder || v_counterpart) AS code
    WHERE NOT EXISTS (SELECT FROM regions_agency g WHERE g.code = code) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'no such agency' USING ERRCODE = 'ZD004', DETAIL = refused::text;
    END IF;
    RETURN QUERY
    SELECT v.place::int, k.year, k.id, u.id IS NULL
    FROM unnest(v_year, v_key) WITH ORDINALITY AS v(year, key, place)
    JOIN ledger_voucher k ON k.year = v.year AND k.key = v.key
    LEFT JOIN unnest(new_places, new_ids) AS u(place, id) ON u.place = v.place
    ORDER BY v.place;
END $$;

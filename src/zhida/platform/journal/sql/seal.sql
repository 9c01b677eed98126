-- 封存: blocks of deeds, chained as the ledger's are, written after commit through one door. The
-- hashes are made outside, so that no function of this server vouches for its own rows.
CREATE TABLE journal_block (
    number     bigint PRIMARY KEY CHECK (number > 0),
    previous   bytea NOT NULL CHECK (length(previous) = 32),
    hash       bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
    deeds      integer NOT NULL CHECK (deeds > 0),
    algorithm  text NOT NULL CHECK (algorithm IN ('sha256', 'sm3')),
    sealed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- As in ledger_block: numbers up to `drawn` belong to transactions before `horizon`, and all
    -- up to `settled` are in this block or an earlier one, or were given up.
    drawn      bigint NOT NULL,
    horizon    xid8 NOT NULL,
    settled    bigint NOT NULL,
    before     bigint GENERATED ALWAYS AS (NULLIF(number - 1, 0)) STORED,
    UNIQUE (number, hash),
    CHECK (number > 1 OR previous = decode(repeat('00', 32), 'hex')),
    FOREIGN KEY (before, previous) REFERENCES journal_block (number, hash)
);
CREATE TABLE journal_sealed (
    deed_id  bigint PRIMARY KEY,
    block    bigint NOT NULL REFERENCES journal_block,
    hash     bytea NOT NULL CHECK (length(hash) = 32)
    -- No key to the deed: its hash, which `zhida journal verify` asks of every row, says more.
);
CREATE INDEX ON journal_sealed (block);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['journal_block', 'journal_sealed'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I
                        FOR EACH ROW EXECUTE FUNCTION journal_refuse_change()', name);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change()', name);
    END LOOP;
END $$;

CREATE FUNCTION journal_settled() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT COALESCE(max(drawn), 0) FROM journal_block
    WHERE horizon <= pg_snapshot_xmin(pg_current_snapshot())
$$;

CREATE FUNCTION journal_seal(
    number bigint, previous bytea, hash bytea, ids bigint[], hashes bytea[], settled bigint,
    algorithm text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- Read before the snapshot below (journal_own_transaction).
    drawn bigint := pg_sequence_last_value(pg_get_serial_sequence('journal_deed', 'id'));
BEGIN
    INSERT INTO journal_block (number, previous, hash, deeds, algorithm, drawn, horizon, settled)
    VALUES (number, previous, hash, cardinality(ids), algorithm, drawn,
            pg_snapshot_xmax(pg_current_snapshot()), settled);
    INSERT INTO journal_sealed (deed_id, block, hash)
    SELECT each.id, number, each.hash FROM unnest(ids, hashes) AS each(id, hash);
END $$;

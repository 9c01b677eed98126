-- 封存: the only door through which blocks are written. The hashes are made outside
-- (core.ledger.sealing), so that no function of this server vouches for its own rows.

-- Numbers of vouchers that are settled: whoever drew one has ended, and none is left to come.
CREATE FUNCTION ledger_settled() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT COALESCE(max(drawn), 0) FROM ledger_block
    WHERE horizon <= pg_snapshot_xmin(pg_current_snapshot())
$$;

CREATE FUNCTION ledger_seal(
    number bigint, previous bytea, hash bytea, year smallint, ids bigint[], hashes bytea[],
    settled bigint, algorithm text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- Read before the snapshot below: ledger_post takes its locks, and so has its transaction's
    -- number, before it draws the numbers of its vouchers.
    drawn bigint := pg_sequence_last_value(pg_get_serial_sequence('ledger_voucher', 'id'));
BEGIN
    INSERT INTO ledger_block
        (number, previous, hash, vouchers, algorithm, sealed_at, drawn, horizon, settled)
    VALUES (number, previous, hash, cardinality(ids), algorithm, ledger_now(), drawn,
            pg_snapshot_xmax(pg_current_snapshot()), settled);
    INSERT INTO ledger_sealed (year, voucher_id, block, hash)
    SELECT ledger_seal.year, each.id, number, each.hash
    FROM unnest(ids, hashes) AS each(id, hash);
END $$;

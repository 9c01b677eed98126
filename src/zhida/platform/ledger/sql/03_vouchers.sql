-- 凭证与分录: what happened. Rows are only ever added.
-- Every guard here is a key or a check, none is a trigger, so that they hold for a
-- superuser's insert too, and on a PostgreSQL spread over many machines.

CREATE TABLE ledger_voucher (
    year                   smallint NOT NULL,
    id                     bigint GENERATED ALWAYS AS IDENTITY,
    key                    bytea NOT NULL CHECK (length(key) = 32),
    content                bytea NOT NULL CHECK (length(content) = 32),
    verb                   text NOT NULL REFERENCES ledger_verb,
    size                   smallint NOT NULL CHECK (size > 0),
    holder_id              bigint NOT NULL,
    region_id              text NOT NULL,
    -- The other party; the holder itself where there is none.
    counterpart_id         bigint NOT NULL,
    counterpart_region_id  text NOT NULL,
    document               text NOT NULL CHECK (document <> ''),
    document_date          date NOT NULL,
    booked_at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor                  text NOT NULL CHECK (actor <> ''),
    reason                 text NOT NULL,
    identity               jsonb NOT NULL,
    sources                jsonb NOT NULL,
    reverses               bigint NOT NULL DEFAULT 0,
    reverses_id            bigint GENERATED ALWAYS AS (NULLIF(reverses, 0)) STORED,
    carried_from_year      smallint,
    carried_from_id        bigint,
    PRIMARY KEY (year, id),
    -- One business identity books once.
    UNIQUE (year, key),
    -- A voucher is undone at most once, and continued in the next year at most once.
    UNIQUE (year, reverses_id),
    UNIQUE (year, carried_from_year, carried_from_id),
    -- What a transfer repeats of its voucher.
    UNIQUE (year, id, size, verb, reverses, region_id, counterpart_region_id),
    FOREIGN KEY (holder_id, region_id) REFERENCES regions_agency (id, region_id),
    FOREIGN KEY (counterpart_id, counterpart_region_id) REFERENCES regions_agency (id, region_id),
    FOREIGN KEY (year, reverses_id) REFERENCES ledger_voucher (year, id),
    FOREIGN KEY (carried_from_year, carried_from_id) REFERENCES ledger_voucher (year, id),
    CHECK ((verb = 'reverse') = (reverses <> 0)),
    CHECK ((verb = 'carry_in') = (carried_from_id IS NOT NULL)),
    CHECK ((carried_from_year IS NULL) = (carried_from_id IS NULL)),
    CHECK (carried_from_year = year - 1),
    -- Advance money is not available before its budget year begins.
    CONSTRAINT ledger_voucher_not_before_its_year
        CHECK (verb <> 'release' OR document_date >= make_date(year, 1, 1))
) PARTITION BY LIST (year);
CREATE INDEX ON ledger_voucher (holder_id, booked_at);
CREATE INDEX ON ledger_voucher (counterpart_id, booked_at);
CREATE INDEX ON ledger_voucher (document);

CREATE TABLE ledger_transfer (
    year                   smallint NOT NULL,
    voucher_id             bigint NOT NULL,
    ordinal                smallint NOT NULL CHECK (ordinal BETWEEN 1 AND size),
    size                   smallint NOT NULL,
    verb                   text NOT NULL,
    entry                  smallint,
    relation               text NOT NULL,
    earmark_id             bigint NOT NULL,
    credit_id              bigint NOT NULL,
    credit_line_id         bigint NOT NULL,
    credit_kind            text NOT NULL,
    debit_id               bigint NOT NULL,
    debit_line_id          bigint NOT NULL,
    debit_kind             text NOT NULL,
    fen                    bigint NOT NULL CHECK (fen > 0),
    region_id              text NOT NULL,
    counterpart_region_id  text NOT NULL,
    reverses               bigint NOT NULL,
    reverses_id            bigint GENERATED ALWAYS AS (NULLIF(reverses, 0)) STORED,
    -- The row before this one. Together with the voucher's own look at its last row
    -- it leaves no gap: a voucher is whole, or it is not there.
    previous               smallint GENERATED ALWAYS AS (NULLIF(ordinal - 1, 0)) STORED,
    -- The line above, where money moves between the lines of two levels.
    child_id               bigint GENERATED ALWAYS AS
        (CASE relation WHEN 'child' THEN debit_line_id WHEN 'parent' THEN credit_line_id END) STORED,
    parent_id              bigint GENERATED ALWAYS AS
        (CASE relation WHEN 'child' THEN credit_line_id WHEN 'parent' THEN debit_line_id END) STORED,
    PRIMARY KEY (year, voucher_id, ordinal),
    -- What a reversal mirrors.
    UNIQUE (year, voucher_id, ordinal, credit_id, debit_id, fen),
    FOREIGN KEY (year, voucher_id, size, verb, reverses, region_id, counterpart_region_id)
        REFERENCES ledger_voucher (year, id, size, verb, reverses, region_id, counterpart_region_id),
    FOREIGN KEY (year, voucher_id, previous) REFERENCES ledger_transfer (year, voucher_id, ordinal),
    -- Both accounts belong to one earmark and one year: nothing crosses books, flags or years.
    FOREIGN KEY (credit_id, credit_line_id, earmark_id, year, credit_kind)
        REFERENCES ledger_account (id, line_id, earmark_id, year, kind),
    FOREIGN KEY (debit_id, debit_line_id, earmark_id, year, debit_kind)
        REFERENCES ledger_account (id, line_id, earmark_id, year, kind),
    -- Money moves by an entry of the chart, or as the exact mirror of a row that did.
    FOREIGN KEY (entry, verb, credit_kind, debit_kind, relation)
        REFERENCES ledger_entry (number, verb, credit, debit, relation),
    FOREIGN KEY (year, reverses_id, ordinal, debit_id, credit_id, fen)
        REFERENCES ledger_transfer (year, voucher_id, ordinal, credit_id, debit_id, fen),
    FOREIGN KEY (child_id, parent_id) REFERENCES ledger_line (id, parent_id),
    CHECK (credit_id <> debit_id),
    CHECK ((entry IS NULL) = (reverses <> 0)),
    CHECK (relation <> 'same' OR credit_line_id = debit_line_id)
) PARTITION BY LIST (year);
CREATE INDEX ON ledger_transfer (credit_id);
CREATE INDEX ON ledger_transfer (debit_id);

ALTER TABLE ledger_voucher ADD CONSTRAINT ledger_voucher_whole
    FOREIGN KEY (year, id, size) REFERENCES ledger_transfer (year, voucher_id, ordinal)
    DEFERRABLE INITIALLY DEFERRED;

-- 封存: blocks of one year's vouchers, each with the hash of the one before it. Written after
-- commit, so that posting never waits for a chain; what is committed late falls in a later block.
CREATE TABLE ledger_block (
    number     bigint PRIMARY KEY CHECK (number > 0),
    previous   bytea NOT NULL CHECK (length(previous) = 32),
    hash       bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
    vouchers   integer NOT NULL CHECK (vouchers > 0),
    sealed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Where the next sealing may begin: numbers up to `drawn` belong to transactions before
    -- `horizon`, and all up to `settled` are in this block or an earlier one, or were given up.
    drawn      bigint NOT NULL,
    horizon    xid8 NOT NULL,
    settled    bigint NOT NULL,
    before     bigint GENERATED ALWAYS AS (NULLIF(number - 1, 0)) STORED,
    UNIQUE (number, hash),
    CHECK (number > 1 OR previous = decode(repeat('00', 32), 'hex')),
    FOREIGN KEY (before, previous) REFERENCES ledger_block (number, hash)
);

CREATE TABLE ledger_sealed (
    year        smallint NOT NULL,
    voucher_id  bigint NOT NULL,
    block       bigint NOT NULL REFERENCES ledger_block,
    hash        bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (year, voucher_id),
    FOREIGN KEY (year, voucher_id) REFERENCES ledger_voucher (year, id)
);
CREATE INDEX ON ledger_sealed (block);

-- 开账: a partition for each budget year, so that old years can rest on their own.
CREATE FUNCTION ledger_open_year(wanted smallint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    base text;
BEGIN
    FOREACH base IN ARRAY ARRAY['ledger_voucher', 'ledger_transfer'] LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES IN (%s)',
                       base || '_' || wanted, base, wanted);
    END LOOP;
END $$;
SELECT ledger_open_year(year::smallint) FROM generate_series(2018, 2035) AS year;

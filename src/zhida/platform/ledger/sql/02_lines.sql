-- 指标行: what money is for (earmark), in whose hands (line), and in which state (account).

CREATE TABLE ledger_earmark (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest            bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    book              text NOT NULL REFERENCES ledger_book,
    year              smallint NOT NULL CHECK (year BETWEEN 2000 AND 2999),
    fund              text NOT NULL CHECK (fund <> ''),
    source            text NOT NULL CHECK (source <> ''),
    kind              text NOT NULL CHECK (kind <> ''),
    purpose           text NOT NULL,
    regime            text NOT NULL CHECK (regime IN ('none', 'direct', 'tracked')),
    flag              text NOT NULL,
    project           text NOT NULL,
    three_guarantees  boolean NOT NULL,
    UNIQUE (id, book, year)
);

-- The line of a level hangs on the line of the level above, and can only do so
-- with the same earmark: source, budget kind, flag and project don't change on the way.
CREATE TABLE ledger_line (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest                bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    earmark_id            bigint NOT NULL,
    book                  text NOT NULL,
    year                  smallint NOT NULL,
    holder_id             bigint NOT NULL,
    region_id             text NOT NULL,
    document              text NOT NULL CHECK (document <> ''),
    upstream_document     text NOT NULL,
    advance               boolean NOT NULL,
    condition             text NOT NULL,
    transfer_function     text NOT NULL,
    function              text NOT NULL,
    gov_econ              text NOT NULL,
    dept_econ             text NOT NULL,
    implementing_project  text NOT NULL,
    parent_id             bigint,
    carried_from_id       bigint,
    -- The digests of these two, which a holder must know to name its own line, but may
    -- not look up: they belong to another level, or to another year's book.
    parent_digest         bytea,
    carried_from_digest   bytea,
    UNIQUE (id, earmark_id),
    UNIQUE (id, parent_id),
    UNIQUE (id, carried_from_id),
    UNIQUE (id, digest),
    UNIQUE (id, holder_id, earmark_id, book, year, region_id),
    FOREIGN KEY (earmark_id, book, year) REFERENCES ledger_earmark (id, book, year),
    FOREIGN KEY (holder_id, region_id) REFERENCES regions_agency (id, region_id),
    CONSTRAINT ledger_line_keeps_earmark FOREIGN KEY (parent_id, earmark_id)
        REFERENCES ledger_line (id, earmark_id),
    FOREIGN KEY (parent_id, parent_digest) REFERENCES ledger_line (id, digest),
    FOREIGN KEY (carried_from_id, carried_from_digest) REFERENCES ledger_line (id, digest),
    CHECK ((parent_id IS NULL) = (parent_digest IS NULL)),
    CHECK ((carried_from_id IS NULL) = (carried_from_digest IS NULL)),
    CHECK (parent_id < id),
    CHECK (carried_from_id < id)
);
CREATE INDEX ON ledger_line (holder_id, year);
-- The order of lists, whichever part of the nation they show.
CREATE INDEX ON ledger_line (year, region_id, holder_id, id);
CREATE INDEX ON ledger_line (document);
CREATE INDEX ON ledger_line (upstream_document) WHERE upstream_document <> '';
CREATE INDEX ON ledger_line (parent_id);
CREATE INDEX ON ledger_line (carried_from_id) WHERE carried_from_id IS NOT NULL;

-- The balance is the only thing in the ledger that changes in place.
CREATE TABLE ledger_account (
    id                     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    line_id                bigint NOT NULL,
    holder_id              bigint NOT NULL,
    earmark_id             bigint NOT NULL,
    book                   text NOT NULL,
    year                   smallint NOT NULL,
    region_id              text NOT NULL,
    kind                   text NOT NULL,
    is_origin              boolean NOT NULL,
    in_transit             boolean NOT NULL,
    counterpart_id         bigint,
    counterpart_region_id  text,
    -- Who may take money out: the receiver of what is in transit, otherwise the holder.
    taker_id               bigint NOT NULL
                           GENERATED ALWAYS AS (COALESCE(counterpart_id, holder_id)) STORED,
    balance_fen            bigint NOT NULL DEFAULT 0,
    CONSTRAINT ledger_account_once UNIQUE (line_id, kind, taker_id),
    -- What a transfer repeats of its accounts.
    UNIQUE (id, line_id, earmark_id, year, kind, holder_id, taker_id),
    CONSTRAINT ledger_account_of_line
        FOREIGN KEY (line_id, holder_id, earmark_id, book, year, region_id)
        REFERENCES ledger_line (id, holder_id, earmark_id, book, year, region_id),
    CONSTRAINT ledger_account_of_book FOREIGN KEY (kind, book, is_origin, in_transit)
        REFERENCES ledger_kind (code, book, is_origin, in_transit),
    CONSTRAINT ledger_account_counterpart FOREIGN KEY (counterpart_id, counterpart_region_id)
        REFERENCES regions_agency (id, region_id),
    CHECK (in_transit = (counterpart_id IS NOT NULL)),
    CHECK ((counterpart_id IS NULL) = (counterpart_region_id IS NULL)),
    CONSTRAINT ledger_account_transit_to_another CHECK (counterpart_id <> holder_id),
    CONSTRAINT ledger_account_not_overdrawn CHECK (balance_fen >= 0 OR is_origin),
    CONSTRAINT ledger_account_origin_gives CHECK (balance_fen <= 0 OR NOT is_origin)
) WITH (fillfactor = 80);  -- room for the new balance on the same page: no index is touched
-- By region first: an index by holder alone would tempt the checks of transfers' keys away from
-- the primary key while the table is new and nothing is known of it.
CREATE INDEX ON ledger_account (region_id, holder_id, year);
CREATE INDEX ON ledger_account (counterpart_id) WHERE counterpart_id IS NOT NULL;

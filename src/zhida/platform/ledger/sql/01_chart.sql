-- 科目: the books, the kinds of account in each, and the entries that each verb may make.
-- Filled from the data files at every migration; nothing else writes here.

CREATE TABLE ledger_book (
    code text PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE ledger_kind (
    code          text PRIMARY KEY,
    book          text NOT NULL REFERENCES ledger_book,
    name          text NOT NULL,
    is_origin     boolean NOT NULL,
    in_transit    boolean NOT NULL,
    official_code text NOT NULL DEFAULT '',
    -- An account repeats these, so that it can be checked against them without a look here.
    UNIQUE (code, book, is_origin, in_transit)
);

CREATE TABLE ledger_verb (
    code text PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE ledger_entry (
    number   smallint PRIMARY KEY,
    book     text NOT NULL REFERENCES ledger_book,
    verb     text NOT NULL REFERENCES ledger_verb,
    credit   text NOT NULL REFERENCES ledger_kind,
    debit    text NOT NULL REFERENCES ledger_kind,
    relation text NOT NULL CHECK (relation IN ('same', 'child', 'parent', 'kin')),
    UNIQUE (verb, credit, debit, relation),
    -- What a transfer repeats of its entry.
    UNIQUE (number, verb, credit, debit, relation)
);

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
    -- What an account repeats of its kind, and an entry of its two.
    UNIQUE (code, book, is_origin, in_transit),
    UNIQUE (code, book, is_origin),
    UNIQUE (code, book)
);

CREATE TABLE ledger_verb (
    code text PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE ledger_entry (
    number       smallint PRIMARY KEY,
    book         text NOT NULL REFERENCES ledger_book,
    verb         text NOT NULL REFERENCES ledger_verb,
    credit       text NOT NULL,
    debit        text NOT NULL,
    relation     text NOT NULL CHECK (relation IN ('same', 'child', 'parent', 'kin')),
    from_origin  boolean NOT NULL,
    UNIQUE (verb, credit, debit, relation),
    -- What a transfer repeats of its entry.
    UNIQUE (number, verb, credit, debit, relation),
    FOREIGN KEY (credit, book, from_origin) REFERENCES ledger_kind (code, book, is_origin),
    FOREIGN KEY (debit, book) REFERENCES ledger_kind (code, book),
    -- Money comes out of nowhere by these alone, whatever the data files say.
    CONSTRAINT ledger_entry_origin_opens
        CHECK (NOT from_origin OR verb IN ('open', 'receive', 'carry_in'))
);

CREATE TABLE watched (
    account TEXT NOT NULL,
    folder TEXT NOT NULL,
    point TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account, folder)
) WITHOUT ROWID, STRICT;

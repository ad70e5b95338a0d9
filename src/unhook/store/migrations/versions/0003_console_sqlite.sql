CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    address TEXT,
    password TEXT,
    language TEXT,
    made INTEGER NOT NULL,
    disabled INTEGER,
    UNIQUE (name)
) STRICT;

CREATE TABLE blocks (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sender TEXT NOT NULL,
    reason TEXT NOT NULL,
    made INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    revoked INTEGER
) STRICT;

CREATE INDEX blocks_sender ON blocks (sender);

CREATE TABLE searches (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    owner INTEGER NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    made INTEGER NOT NULL,
    FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
) STRICT;

CREATE UNIQUE INDEX searches_owner ON searches (owner, name);

CREATE TABLE sessions (
    hash TEXT NOT NULL,
    owner INTEGER NOT NULL,
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (hash),
    FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX sessions_owner ON sessions (owner);

CREATE TABLE tokens (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL,
    owner INTEGER NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    revoked INTEGER,
    UNIQUE (hash),
    FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX tokens_owner ON tokens (owner);

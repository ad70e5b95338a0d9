CREATE TABLE audit (
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (n)
) STRICT;

CREATE INDEX audit_subject ON audit (subject, n);

CREATE TABLE contacts (
    party TEXT NOT NULL,
    own TEXT NOT NULL,
    message INTEGER NOT NULL,
    since INTEGER NOT NULL,
    inbound INTEGER NOT NULL,
    outbound INTEGER NOT NULL,
    benign INTEGER NOT NULL,
    harmful INTEGER NOT NULL,
    proven_harmful INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (party, own, message)
) WITHOUT ROWID, STRICT;

CREATE INDEX contacts_failed ON contacts (party, own, message) WHERE failed > 0;

CREATE INDEX contacts_harmful ON contacts (party, own, message) WHERE harmful > 0;

CREATE INDEX contacts_message ON contacts (message);

CREATE INDEX contacts_outbound ON contacts (party, own, message) WHERE outbound > 0;

CREATE TABLE contents (
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    model BLOB,
    raw BLOB,
    "key" TEXT,
    PRIMARY KEY (sha256)
) STRICT;

CREATE INDEX contents_key ON contents ("key");

CREATE TABLE exceptions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    made INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    expires INTEGER,
    revoked INTEGER
) STRICT;

CREATE INDEX exceptions_value ON exceptions (kind, value);

CREATE TABLE taught (
    party TEXT NOT NULL,
    own TEXT NOT NULL,
    message INTEGER NOT NULL,
    at INTEGER NOT NULL,
    level TEXT,
    label TEXT,
    proof TEXT NOT NULL,
    PRIMARY KEY (party, own, message, at)
) WITHOUT ROWID, STRICT;

CREATE TABLE messages (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    content TEXT NOT NULL,
    message_id TEXT,
    direction TEXT NOT NULL,
    sender TEXT NOT NULL,
    sender_host TEXT NOT NULL,
    sender_name TEXT,
    subject TEXT NOT NULL,
    folded TEXT NOT NULL,
    source TEXT NOT NULL,
    envelope_from TEXT,
    mailbox TEXT,
    proof TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    level TEXT,
    score REAL,
    attack_types TEXT NOT NULL,
    label TEXT,
    PRIMARY KEY (id),
    UNIQUE ("key"),
    FOREIGN KEY(content) REFERENCES contents (sha256)
) STRICT;

CREATE INDEX messages_content ON messages (content);

CREATE INDEX messages_label ON messages (label, id);

CREATE INDEX messages_level ON messages (level, id);

CREATE INDEX messages_message_id ON messages (message_id, id);

CREATE INDEX messages_sender ON messages (sender, id);

CREATE INDEX messages_sender_host ON messages (sender_host, id);

CREATE INDEX messages_source ON messages (source, id);

CREATE TABLE actions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    message INTEGER,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    error TEXT,
    planned INTEGER NOT NULL,
    leased INTEGER,
    performed INTEGER,
    undone INTEGER,
    UNIQUE ("key"),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX actions_message ON actions (message);

CREATE INDEX actions_state ON actions (state, id);

CREATE TABLE cases (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL,
    reporter TEXT NOT NULL,
    channel TEXT NOT NULL,
    note TEXT,
    language TEXT,
    opened INTEGER NOT NULL,
    state TEXT NOT NULL,
    assignee TEXT,
    outcome TEXT,
    closed INTEGER,
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX cases_message ON cases (message);

CREATE INDEX cases_state ON cases (state, id);

CREATE TABLE files (
    message INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT,
    kind TEXT,
    PRIMARY KEY (message, place),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE INDEX files_sha256 ON files (sha256, message);

CREATE TABLE findings (
    message INTEGER NOT NULL,
    rule TEXT NOT NULL,
    source TEXT NOT NULL,
    severity TEXT NOT NULL,
    contribution REAL NOT NULL,
    PRIMARY KEY (message, rule, source),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE INDEX findings_rule ON findings (rule, message);

CREATE TABLE links (
    message INTEGER NOT NULL,
    place INTEGER NOT NULL,
    host TEXT NOT NULL,
    url TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (message, place),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE INDEX links_hash ON links (hash, message);

CREATE INDEX links_host ON links (host, message);

CREATE TABLE quarantine (
    message INTEGER NOT NULL,
    state TEXT NOT NULL,
    place TEXT NOT NULL,
    reason TEXT,
    held INTEGER NOT NULL,
    ended INTEGER,
    ended_by TEXT,
    PRIMARY KEY (message),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX quarantine_state ON quarantine (state, message);

CREATE TABLE recipients (
    message INTEGER NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    host TEXT NOT NULL,
    PRIMARY KEY (message, kind, address),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE INDEX recipients_address ON recipients (address, message);

CREATE INDEX recipients_host ON recipients (host, message);

CREATE TABLE verdicts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    message INTEGER NOT NULL,
    at INTEGER NOT NULL,
    level TEXT NOT NULL,
    score REAL NOT NULL,
    engine TEXT NOT NULL,
    detail BLOB NOT NULL,
    "key" TEXT,
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX verdicts_key ON verdicts ("key");

CREATE INDEX verdicts_message ON verdicts (message, id);

CREATE VIRTUAL TABLE subjects USING fts5(folded, content='messages', content_rowid='id', tokenize='trigram');

CREATE TRIGGER messages_kept AFTER INSERT ON messages BEGIN
    INSERT INTO subjects(rowid, folded) VALUES (new.id, new.folded);
END;

CREATE TRIGGER messages_dropped AFTER DELETE ON messages BEGIN
    INSERT INTO subjects(subjects, rowid, folded) VALUES ('delete', old.id, old.folded);
END;

CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

CREATE TRIGGER audit_undeleted BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

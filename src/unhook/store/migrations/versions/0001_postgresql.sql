CREATE TABLE audit (
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor VARCHAR COLLATE "C" NOT NULL,
    action VARCHAR COLLATE "C" NOT NULL,
    subject VARCHAR COLLATE "C" NOT NULL,
    detail TEXT NOT NULL,
    hash VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (n)
);

CREATE INDEX audit_subject ON audit (subject, n);

CREATE TABLE contacts (
    party VARCHAR COLLATE "C" NOT NULL,
    own VARCHAR COLLATE "C" NOT NULL,
    message BIGINT NOT NULL,
    since BIGINT NOT NULL,
    inbound BIGINT NOT NULL,
    outbound BIGINT NOT NULL,
    benign BIGINT NOT NULL,
    harmful BIGINT NOT NULL,
    proven_harmful BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    PRIMARY KEY (party, own, message)
);

CREATE INDEX contacts_failed ON contacts (party, own, message) WHERE failed > 0;

CREATE INDEX contacts_harmful ON contacts (party, own, message) WHERE harmful > 0;

CREATE INDEX contacts_message ON contacts (message);

CREATE INDEX contacts_outbound ON contacts (party, own, message) WHERE outbound > 0;

CREATE TABLE contents (
    sha256 VARCHAR COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    model BYTEA,
    raw BYTEA,
    key VARCHAR COLLATE "C",
    PRIMARY KEY (sha256)
);

CREATE INDEX contents_key ON contents (key);

CREATE TABLE exceptions (
    id BIGSERIAL NOT NULL,
    kind VARCHAR COLLATE "C" NOT NULL,
    value VARCHAR COLLATE "C" NOT NULL,
    reason TEXT NOT NULL,
    made BIGINT NOT NULL,
    made_by VARCHAR COLLATE "C" NOT NULL,
    expires BIGINT,
    revoked BIGINT,
    PRIMARY KEY (id)
);

CREATE INDEX exceptions_value ON exceptions (kind, value);

CREATE TABLE taught (
    party VARCHAR COLLATE "C" NOT NULL,
    own VARCHAR COLLATE "C" NOT NULL,
    message BIGINT NOT NULL,
    at BIGINT NOT NULL,
    level VARCHAR COLLATE "C",
    label VARCHAR COLLATE "C",
    proof VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (party, own, message, at)
);

CREATE TABLE messages (
    id BIGINT NOT NULL,
    key VARCHAR COLLATE "C" NOT NULL,
    content VARCHAR COLLATE "C" NOT NULL,
    message_id VARCHAR COLLATE "C",
    direction VARCHAR COLLATE "C" NOT NULL,
    sender VARCHAR COLLATE "C" NOT NULL,
    sender_host VARCHAR COLLATE "C" NOT NULL,
    sender_name TEXT,
    subject TEXT NOT NULL,
    folded TEXT NOT NULL,
    source VARCHAR COLLATE "C" NOT NULL,
    envelope_from VARCHAR COLLATE "C",
    mailbox VARCHAR COLLATE "C",
    proof VARCHAR COLLATE "C" NOT NULL,
    recorded BIGINT NOT NULL,
    level VARCHAR COLLATE "C",
    score DOUBLE PRECISION,
    attack_types VARCHAR COLLATE "C" NOT NULL,
    label VARCHAR COLLATE "C",
    PRIMARY KEY (id),
    UNIQUE (key),
    FOREIGN KEY(content) REFERENCES contents (sha256)
);

CREATE INDEX messages_content ON messages (content);

CREATE INDEX messages_label ON messages (label, id);

CREATE INDEX messages_level ON messages (level, id);

CREATE INDEX messages_message_id ON messages (message_id, id);

CREATE INDEX messages_sender ON messages (sender, id);

CREATE INDEX messages_sender_host ON messages (sender_host, id);

CREATE INDEX messages_source ON messages (source, id);

CREATE TABLE actions (
    id BIGSERIAL NOT NULL,
    key VARCHAR COLLATE "C" NOT NULL,
    message BIGINT,
    kind VARCHAR COLLATE "C" NOT NULL,
    target VARCHAR COLLATE "C" NOT NULL,
    detail TEXT NOT NULL,
    state VARCHAR COLLATE "C" NOT NULL,
    attempts BIGINT NOT NULL,
    error TEXT,
    planned BIGINT NOT NULL,
    leased BIGINT,
    performed BIGINT,
    undone BIGINT,
    PRIMARY KEY (id),
    UNIQUE (key),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE SET NULL
);

CREATE INDEX actions_message ON actions (message);

CREATE INDEX actions_state ON actions (state, id);

CREATE TABLE cases (
    id BIGSERIAL NOT NULL,
    message BIGINT NOT NULL,
    reporter VARCHAR COLLATE "C" NOT NULL,
    channel VARCHAR COLLATE "C" NOT NULL,
    note TEXT,
    language VARCHAR COLLATE "C",
    opened BIGINT NOT NULL,
    state VARCHAR COLLATE "C" NOT NULL,
    assignee VARCHAR COLLATE "C",
    outcome VARCHAR COLLATE "C",
    closed BIGINT,
    PRIMARY KEY (id),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE INDEX cases_message ON cases (message);

CREATE INDEX cases_state ON cases (state, id);

CREATE TABLE files (
    message BIGINT NOT NULL,
    place BIGINT NOT NULL,
    sha256 VARCHAR COLLATE "C" NOT NULL,
    name TEXT,
    kind VARCHAR COLLATE "C",
    PRIMARY KEY (message, place),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE INDEX files_sha256 ON files (sha256, message);

CREATE TABLE findings (
    message BIGINT NOT NULL,
    rule VARCHAR COLLATE "C" NOT NULL,
    source VARCHAR COLLATE "C" NOT NULL,
    severity VARCHAR COLLATE "C" NOT NULL,
    contribution DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (message, rule, source),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE INDEX findings_rule ON findings (rule, message);

CREATE TABLE links (
    message BIGINT NOT NULL,
    place BIGINT NOT NULL,
    host VARCHAR COLLATE "C" NOT NULL,
    url TEXT NOT NULL,
    hash VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (message, place),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE INDEX links_hash ON links (hash, message);

CREATE INDEX links_host ON links (host, message);

CREATE TABLE quarantine (
    message BIGINT NOT NULL,
    state VARCHAR COLLATE "C" NOT NULL,
    place VARCHAR COLLATE "C" NOT NULL,
    reason TEXT,
    held BIGINT NOT NULL,
    ended BIGINT,
    ended_by VARCHAR COLLATE "C",
    PRIMARY KEY (message),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE INDEX quarantine_state ON quarantine (state, message);

CREATE TABLE recipients (
    message BIGINT NOT NULL,
    kind VARCHAR COLLATE "C" NOT NULL,
    address VARCHAR COLLATE "C" NOT NULL,
    host VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (message, kind, address),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE INDEX recipients_address ON recipients (address, message);

CREATE INDEX recipients_host ON recipients (host, message);

CREATE TABLE verdicts (
    id BIGSERIAL NOT NULL,
    message BIGINT NOT NULL,
    at BIGINT NOT NULL,
    level VARCHAR COLLATE "C" NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    engine VARCHAR COLLATE "C" NOT NULL,
    detail BYTEA NOT NULL,
    key VARCHAR COLLATE "C",
    PRIMARY KEY (id),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE INDEX verdicts_key ON verdicts (key);

CREATE INDEX verdicts_message ON verdicts (message, id);

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX messages_folded ON messages USING gin (folded gin_trgm_ops);

CREATE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is only added to';
END $$;

CREATE TRIGGER audit_unchanged BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_only_added();

CREATE TRIGGER audit_uncut BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added();

CREATE TABLE users (
    id BIGSERIAL NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    role VARCHAR COLLATE "C" NOT NULL,
    address VARCHAR COLLATE "C",
    password VARCHAR COLLATE "C",
    language VARCHAR COLLATE "C",
    made BIGINT NOT NULL,
    disabled BIGINT,
    PRIMARY KEY (id),
    UNIQUE (name)
);

CREATE TABLE blocks (
    id BIGSERIAL NOT NULL,
    sender VARCHAR COLLATE "C" NOT NULL,
    reason TEXT NOT NULL,
    made BIGINT NOT NULL,
    made_by VARCHAR COLLATE "C" NOT NULL,
    revoked BIGINT,
    PRIMARY KEY (id)
);

CREATE INDEX blocks_sender ON blocks (sender);

CREATE TABLE searches (
    id BIGSERIAL NOT NULL,
    owner BIGINT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX searches_owner ON searches (owner, name);

CREATE TABLE sessions (
    hash VARCHAR COLLATE "C" NOT NULL,
    owner BIGINT NOT NULL,
    made BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    PRIMARY KEY (hash),
    FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX sessions_owner ON sessions (owner);

CREATE TABLE tokens (
    id BIGSERIAL NOT NULL,
    hash VARCHAR COLLATE "C" NOT NULL,
    owner BIGINT NOT NULL,
    name TEXT NOT NULL,
    scopes VARCHAR COLLATE "C" NOT NULL,
    made BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT,
    PRIMARY KEY (id),
    UNIQUE (hash),
    FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX tokens_owner ON tokens (owner);

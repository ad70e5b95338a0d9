CREATE TABLE passkeys (
    id BIGSERIAL NOT NULL,
    credential VARCHAR COLLATE "C" NOT NULL,
    owner BIGINT NOT NULL,
    name TEXT NOT NULL,
    public VARCHAR COLLATE "C" NOT NULL,
    uses BIGINT NOT NULL,
    made BIGINT NOT NULL,
    used BIGINT,
    PRIMARY KEY (id),
    UNIQUE (credential),
    FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX passkeys_owner ON passkeys (owner);

CREATE TABLE passkeys (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    credential TEXT NOT NULL,
    owner INTEGER NOT NULL,
    name TEXT NOT NULL,
    public TEXT NOT NULL,
    uses INTEGER NOT NULL,
    made INTEGER NOT NULL,
    used INTEGER,
    UNIQUE (credential),
    FOREIGN KEY(owner) REFERENCES users (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX passkeys_owner ON passkeys (owner);

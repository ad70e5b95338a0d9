CREATE TABLE lessons (
    message INTEGER NOT NULL,
    hidden TEXT NOT NULL,
    made INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (message),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE lessons (
    message BIGINT NOT NULL,
    hidden VARCHAR COLLATE "C" NOT NULL,
    made BIGINT NOT NULL,
    made_by VARCHAR COLLATE "C" NOT NULL,
    PRIMARY KEY (message),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE
);

CREATE TABLE watched (
    account VARCHAR COLLATE "C" NOT NULL,
    folder VARCHAR COLLATE "C" NOT NULL,
    point TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, folder)
);

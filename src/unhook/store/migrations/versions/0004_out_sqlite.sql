CREATE TABLE campaigns (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    size INTEGER NOT NULL,
    newest INTEGER NOT NULL,
    UNIQUE ("key")
) STRICT;

CREATE INDEX campaigns_newest ON campaigns (newest) WHERE size > 1;

CREATE TABLE campaign_members (
    message INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    PRIMARY KEY (message),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE,
    FOREIGN KEY(campaign) REFERENCES campaigns (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE INDEX campaign_members_campaign ON campaign_members (campaign, message);

CREATE TABLE exemplars (
    campaign INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sender TEXT NOT NULL,
    scheme TEXT NOT NULL,
    runs INTEGER NOT NULL,
    traits INTEGER NOT NULL,
    sketch BLOB NOT NULL,
    PRIMARY KEY (campaign, place),
    FOREIGN KEY(campaign) REFERENCES campaigns (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

CREATE TABLE exemplar_bands (
    band INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (band, campaign, place)
) WITHOUT ROWID, STRICT;

CREATE TABLE progress (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (name)
) WITHOUT ROWID, STRICT;

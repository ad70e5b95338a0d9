CREATE TABLE campaigns (
    id BIGSERIAL NOT NULL,
    "key" VARCHAR COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    newest BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE ("key")
);

CREATE INDEX campaigns_newest ON campaigns (newest) WHERE size > 1;

CREATE TABLE campaign_members (
    message BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    PRIMARY KEY (message),
    FOREIGN KEY(message) REFERENCES messages (id) ON DELETE CASCADE,
    FOREIGN KEY(campaign) REFERENCES campaigns (id) ON DELETE CASCADE
);

CREATE INDEX campaign_members_campaign ON campaign_members (campaign, message);

CREATE TABLE exemplars (
    campaign BIGINT NOT NULL,
    place BIGINT NOT NULL,
    sender VARCHAR COLLATE "C" NOT NULL,
    scheme VARCHAR COLLATE "C" NOT NULL,
    runs BIGINT NOT NULL,
    traits BIGINT NOT NULL,
    sketch BYTEA NOT NULL,
    PRIMARY KEY (campaign, place),
    FOREIGN KEY(campaign) REFERENCES campaigns (id) ON DELETE CASCADE
);

CREATE TABLE exemplar_bands (
    band BIGINT NOT NULL,
    campaign BIGINT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (band, campaign, place)
);

CREATE TABLE progress (
    name VARCHAR COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (name)
);

"""The page behind a link: what its source tells, and what a browser without a network shows of it."""

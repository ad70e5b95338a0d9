"""IMAP4rev1 (RFC 3501) with what servers offer beside it: IDLE, MOVE, UIDPLUS, CONDSTORE."""

"""The header section (RFC 5322): addresses, dates, hops, and what servers said about authentication."""

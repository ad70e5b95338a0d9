"""Mail servers of one's own on loopback: for the benches of the mail flow, and for its tests."""

"""Mailboxes that are watched: one interface, a provider for each kind of server (`unhook[watch]`)."""

"""Pictures: opened within bounds, and what is read from their pixels."""

"""The page behind a link: what it is, what it asks for, and where that would go."""

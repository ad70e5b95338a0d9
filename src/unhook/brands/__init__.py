"""Who is claimed to be writing, and which hosts belong to whom."""

"""URLs and domains as values, and what their hosts are known for."""

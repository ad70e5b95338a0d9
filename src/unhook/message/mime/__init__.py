"""A message's entities (RFC 2045 to 2049, 2231, 2047): the tree, its encodings, its texts and attachments."""

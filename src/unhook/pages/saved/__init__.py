"""Pages that were kept: in a file, a folder, a HAR file, or attached to a mail. Nothing is fetched."""

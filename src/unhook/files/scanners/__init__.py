"""One module a file type, each with its `SCANNER`."""

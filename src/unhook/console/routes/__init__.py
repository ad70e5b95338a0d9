"""The console's pages, a file for each part of it."""

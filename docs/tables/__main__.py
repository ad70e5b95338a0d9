"""Write the tables anew into the documents that hold them."""

from docs.tables import DOCUMENTS, refreshed

for path in DOCUMENTS:
    path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")

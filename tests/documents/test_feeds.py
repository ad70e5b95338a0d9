"""What the page on feeds says can be asked of an index is answered."""

import re
from pathlib import Path

from message.mails import attached, multipart
from unhook.archive.index import row
from unhook.archive.index.engine import connect
from unhook.archive.index.write import Writer
from unhook.context import Context
from unhook.message.container.stored import Stored

PAGE = Path(__file__).parents[2] / "docs" / "feeds.md"
_QUERY = re.compile(r"^select .*;$", re.MULTILINE)


def test_its_sql_runs(tmp_path: Path) -> None:
    file = tmp_path / "mail.parquet"
    raw = multipart("mixed", attached("a.pdf", b"%PDF-1.4 x"))
    with Writer(file, "stamp") as writer:
        writer.add(row.of(Stored(raw, "a.eml"), Context()))
        writer.finish()
    queries = _QUERY.findall(PAGE.read_text(encoding="utf-8"))
    with connect() as connection:
        answers = [
            connection.execute(query.replace("mail.parquet", str(file))).fetchall() for query in queries
        ]
    assert answers == [[("example.com", 1)], [("a.eml", "Hello there")]]

from unhook.pages import tables


def test_rows_are_read_without_comments_and_blanks() -> None:
    rows = list(tables.rows("flow", "pointers"))
    assert rows
    assert not any(row.startswith("#") or not row.strip() for row in rows)

from unhook.archive.index import columns
from unhook.archive.index.engine import connect
from unhook.links.model import Url
from unhook.message.model import Attachment, Headers, Message, Subject
from unhook.mql.types import STRING, MapOf, Record


def test_the_model_has_columns_of_its_own_names() -> None:
    assert set(columns.model()) == {
        "sender", "recipients", "subject", "headers", "body", "attachments", "type", "mailbox",
    }  # fmt: skip
    assert not set(columns.model()) & set(columns.OWN)
    with connect() as connection:
        for kind in columns.model().values():
            assert connection.execute(f"SELECT NULL::{columns.sql_type(kind)}").fetchone() == (None,)


def test_what_is_found_by_content_is_a_column_and_a_map_is_none() -> None:
    assert "sha256" in columns.sql_fields(Record(Attachment))
    assert columns.sql_type(MapOf(STRING)) is None
    assert "query_params_decoded" not in columns.sql_fields(Record(Url))


def test_what_the_asker_decides_is_no_answer() -> None:
    assert columns.answers(Subject, "is_reply")
    assert columns.answers(Message, "sender")
    for shape, field in (
        (Message, "type"),
        (Message, "mailbox"),
        (Message, "external"),
        (Headers, "auth_summary"),
    ):
        assert not columns.answers(shape, field)
    assert not columns.answers(Url, "query_params_decoded")
    assert not columns.answers(Message, "triage")

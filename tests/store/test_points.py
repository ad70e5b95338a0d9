from unhook.store import Store, points

from .conftest import NOW


def test_a_point_is_kept_for_each_folder_of_each_account(store: Store) -> None:
    with store.writing() as connection:
        assert points.read(connection, "ann", "INBOX") is None
        for point in ("1", "2"):
            points.keep(connection, "ann", "INBOX", point, at=NOW)
        points.keep(connection, "ann", "Other", "3", at=NOW)
        points.keep(connection, "bob", "INBOX", "4", at=NOW)
    with store.reading() as connection:
        assert points.read(connection, "ann", "INBOX") == "2"
        assert points.accounts(connection) == ("ann", "bob")

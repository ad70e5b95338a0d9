"""How far each watched mailbox has been read: kept in the transaction that records what was read."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from unhook.store.schema import watched


def read(connection: Connection, account: str, folder: str) -> str | None:
    """The point from which an account's folder is to be read on; None where it never was read."""
    mine = (watched.c.account == account, watched.c.folder == folder)
    found: str | None = connection.execute(select(watched.c.point).where(*mine)).scalar()
    return found


def keep(connection: Connection, account: str, folder: str, point: str, *, at: datetime) -> None:
    """All before this point has been read."""
    mine = (watched.c.account == account, watched.c.folder == folder)
    values = {"point": point, "at": at}
    if not connection.execute(update(watched).where(*mine).values(**values)).rowcount:
        connection.execute(insert(watched).values(account=account, folder=folder, **values))


def accounts(connection: Connection) -> tuple[str, ...]:
    """The accounts that are watched, by name."""
    query = select(watched.c.account).distinct().order_by(watched.c.account)
    return tuple(connection.execute(query).scalars())

"""Recording: a message with its verdict and what it adds to its sender's history, once and all together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from unhook.errors import StoreError
from unhook.message import mdm
from unhook.message.model import Message
from unhook.store import detail, joining, moment, number, rows
from unhook.store.inserting import absent, insert_new
from unhook.store.model import Delivery, Recorded
from unhook.store.schema import contacts, contents, files, findings, links, messages, recipients, verdicts
from unhook.store.sealed import Safe
from unhook.verdict.model import Verdict
from unhook.version import VERSION


def record(
    connection: Connection,
    safe: Safe,
    message: Message,
    verdict: Verdict | None,
    *,
    delivery: Delivery,
    now: datetime,
    raw: bool,
) -> Recorded:
    """Record a message in the caller's transaction; one that is there already stays as it is, except that
    its bytes are added where `raw` wants them now.

    `verdict` is `None` where nobody judged. Of a mail that carried `message` the carrier is recorded.
    """
    row = rows.message(message, delivery, now) | rows.judged(verdict)
    mail = rows.arrived(message)
    _keep_content(connection, safe, row["content"], mail, raw)
    found = moment.of(mail, delivery.received, now)
    assert found is not None
    id_, new = _numbered(connection, row, found)
    if new:
        _fill(connection, recipients, id_, rows.recipients(message, delivery))
        _fill(connection, links, id_, rows.links(message))
        _fill(connection, files, id_, rows.files(mail))
        _fill(
            connection,
            contacts,
            id_,
            [row | {"since": id_} for row in rows.contacts(message, delivery, verdict)],
            anew=False,
        )
        if verdict is not None:
            _keep_verdict(connection, safe, id_, verdict, now)
        if row["direction"] != "outbound":
            joining.join(connection, id_, row["key"], message)
    return Recorded(id_, row["key"], new)


def judge_again(connection: Connection, safe: Safe, id_: int, verdict: Verdict, now: datetime) -> None:
    """Another verdict on a message, beside the earlier ones. The sender's history keeps what was known when
    the mail came: what changes it afterwards is what people say (`teaching`).

    Raises `StoreError` where there is no such message.
    """
    changed = connection.execute(update(messages).where(messages.c.id == id_).values(**rows.judged(verdict)))
    if not changed.rowcount:
        raise StoreError(f"there is no message {id_}", temporary=False)
    connection.execute(delete(findings).where(findings.c.message == id_))
    _keep_verdict(connection, safe, id_, verdict, now)


def place(content: str, what: str) -> str:
    """What the seal of a content's part is bound to."""
    return f"contents:{content}:{what}"


def verdict_place(message: int) -> str:
    """What the seal of a message's verdicts is bound to."""
    return f"verdicts:{message}"


def _keep_content(connection: Connection, safe: Safe, sha256: str, mail: Message, raw: bool) -> None:
    has_raw = select(contents.c.raw.is_not(None)).where(contents.c.sha256 == sha256)
    known = connection.execute(has_raw).scalar()
    if known or (known is not None and not raw):
        return
    model, key = safe.put_json(mdm.as_json(mail.bare or mail), place(sha256, "model"))
    kept = safe.put(mail.raw, place(sha256, "raw"))[0] if raw else None
    values = {"size": len(mail.raw), "model": model, "raw": kept, "key": key}
    if not insert_new(connection, contents, {"sha256": sha256, **values}) and raw:
        connection.execute(update(contents).where(contents.c.sha256 == sha256).values(**values))


def _numbered(connection: Connection, row: Mapping[str, Any], at: datetime) -> tuple[int, bool]:
    """The message's number, and whether it is new; one that another message has gives way to the next."""
    id_ = number.of(at, row["key"])
    while True:
        known = connection.execute(select(messages.c.id).where(messages.c.key == row["key"])).scalar()
        if known is not None:
            return known, False
        if insert_new(connection, messages, {**row, "id": id_}):
            return id_, True
        id_ += 1


def _keep_verdict(connection: Connection, safe: Safe, id_: int, verdict: Verdict, now: datetime) -> None:
    kept, key = safe.put_json(detail.written(verdict), verdict_place(id_))
    values = {"message": id_, "at": now, "level": verdict.level, "score": verdict.score}
    connection.execute(insert(verdicts).values(**values, engine=VERSION, detail=kept, key=key))
    _fill(connection, findings, id_, rows.findings(verdict))


def _fill(
    connection: Connection, table: Table, id_: int, found: Sequence[Mapping[str, Any]], *, anew: bool = True
) -> None:
    """Rows of a message; `anew`: none of them can be there."""
    if found:
        made = insert(table) if anew else absent(connection.dialect.name, table)
        connection.execute(made, [{**row, "message": id_} for row in found])

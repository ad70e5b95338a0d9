"""A stored message's indicators, and a campaign's: those of all its messages, each once."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from unhook.campaigns import reading as campaigns
from unhook.indicators import Indicator
from unhook.indicators.mail import of as of_mail
from unhook.indicators.model import merged
from unhook.indicators.spared import may_leave
from unhook.store import reading
from unhook.store.model import Summary
from unhook.store.schema import links
from unhook.store.sealed import Safe
from unhook.verdict.model import Verdict

MOST = 500
"""Messages of a campaign that are asked, the newest."""
_HARMFUL = ("phish", "malware")


def indicators(
    connection: Connection, safe: Safe, id_: int, organisation: Collection[str] = ()
) -> tuple[Indicator, ...]:
    """What to look for elsewhere, the surest first; `organisation` are its own domains, of which nothing is
    told.
    """
    found = campaigns.members(connection, id_, limit=MOST)
    return of_messages(connection, safe, found.messages, organisation)


def of_messages(
    connection: Connection, safe: Safe, summaries: Iterable[Summary], organisation: Collection[str] = ()
) -> tuple[Indicator, ...]:
    """Those of some messages."""
    return merged(
        each for summary in summaries for each in of_message(connection, safe, summary, organisation)
    )


def of_message(
    connection: Connection, safe: Safe, summary: Summary, organisation: Collection[str] = ()
) -> tuple[Indicator, ...]:
    """Those of one message: what people said of it counts before its verdict."""
    verdict = next(iter(reading.judgements(connection, safe, summary.id)), None)
    verdict = corrected(verdict, summary.label)
    model = reading.model(connection, safe, summary.id)
    if verdict is None or model is None:
        return ()
    query = select(links.c.url).where(links.c.message == summary.id).order_by(links.c.place)
    found = of_mail(
        model,
        verdict,
        summary.date,
        organisation=organisation,
        people=summary.recipients,
        urls=tuple(connection.execute(query).scalars()),
    )
    return tuple(each for each in found if may_leave(each, organisation))


def corrected(verdict: Verdict | None, label: str | None) -> Verdict | None:
    """The verdict that a person's word makes of it; `None` for what is not to be looked for anywhere."""
    if label in _HARMFUL:
        return replace(verdict or Verdict("malicious", 1.0), level="malicious", score=1.0)
    return None if label is not None else verdict

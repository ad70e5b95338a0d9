"""When a message came: not when it says that it was written, which anybody may choose."""

from datetime import datetime

from unhook.message.model import Message
from unhook.store.types import utc


def of(message: Message, received: datetime | None = None, now: datetime | None = None) -> datetime | None:
    """What the caller knows, else the newest Received field, else the Date field; never after `now`, which
    also stands for what none of them tells. `None` where nothing does.
    """
    hops = message.headers.hops
    newest = hops[-1].received if hops else None
    told = received or (newest.time if newest else None) or message.headers.date
    if told is None:
        return now
    moment = utc(told)
    return moment if now is None else min(moment, utc(now))

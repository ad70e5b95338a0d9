"""Campaigns: messages of one template, whoever sent them to whom, as the store put them together.

listed(connection)            the newest campaigns
of(connection, message)       that of a message
members, timeline, recipients, senders    of one campaign
indicators                    what to look for elsewhere
preview, plan, undo           taking every copy back, seen before it is done
"""

from unhook.campaigns.claw_back import Copy, plan, preview, undo
from unhook.campaigns.reading import (
    Campaign,
    by_key,
    get,
    listed,
    members,
    of,
    recipients,
    senders,
    timeline,
)
from unhook.campaigns.told import indicators

__all__ = [
    "Campaign",
    "Copy",
    "by_key",
    "get",
    "indicators",
    "listed",
    "members",
    "of",
    "plan",
    "preview",
    "recipients",
    "senders",
    "timeline",
    "undo",
]

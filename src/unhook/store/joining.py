"""Which campaign a recorded message is of: that of the exemplar it is most like, else one of its own."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, delete, exists, func, insert, select, text, tuple_, update

from unhook.limits import RESEMBLANCE
from unhook.links import domain, services
from unhook.message.model import Message
from unhook.resemblance import Sketch, sketch
from unhook.store.parties import address, at_domain
from unhook.store.schema import campaign_members, campaigns, exemplar_bands, exemplars

LOCK = 0x63616D706169676E
"""PostgreSQL's advisory lock under which messages join: two copies must not found two campaigns."""
_EXEMPLAR = 0.9
"""What is less like than this is an exemplar of its own, so that a campaign may change slowly."""


def join(connection: Connection, message: int, key: str, mail: Message) -> int:
    """Put a new message into its campaign, whose number it gives; in the caller's transaction."""
    found = sketch.of(mail)
    sender = _sender(mail)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    near = _nearest(connection, found, sender)
    if near is None:
        values = {"key": key, "size": 1, "newest": message}
        campaign = connection.execute(
            insert(campaigns).values(**values).returning(campaigns.c.id)
        ).scalar_one()
        _exemplify(connection, campaign, 0, found, sender)
    else:
        campaign, nearness = near
        newest = func.max if connection.dialect.name == "sqlite" else func.greatest
        connection.execute(
            update(campaigns)
            .where(campaigns.c.id == campaign)
            .values(size=campaigns.c.size + 1, newest=newest(campaigns.c.newest, message))
        )
        count = select(func.count()).where(exemplars.c.campaign == campaign)
        place = connection.execute(count).scalar_one()
        if nearness < _EXEMPLAR and place < RESEMBLANCE.exemplars:
            _exemplify(connection, campaign, place, found, sender)
    connection.execute(insert(campaign_members).values(message=message, campaign=campaign))
    return int(campaign)


def parting(connection: Connection, messages: Sequence[int]) -> tuple[int, ...]:
    """The campaigns of messages that are about to go; `parted` is told of them afterwards."""
    query = select(campaign_members.c.campaign).where(campaign_members.c.message.in_(messages)).distinct()
    return tuple(connection.execute(query).scalars())


def parted(connection: Connection, parting: Sequence[int]) -> None:
    """Count those campaigns anew; one without messages goes, with all that it is known by."""
    member = campaign_members.c.campaign == campaigns.c.id
    count = select(func.count()).where(member).scalar_subquery()
    newest = select(func.max(campaign_members.c.message)).where(member).scalar_subquery()
    mine = campaigns.c.id.in_(parting)
    left = exists().where(member)
    connection.execute(update(campaigns).where(mine, left).values(size=count, newest=newest))
    gone = list(connection.execute(select(campaigns.c.id).where(mine, ~left)).scalars())
    for row in connection.execute(select(exemplars).where(exemplars.c.campaign.in_(gone))).all():
        bands = [(band, row.campaign, row.place) for band in _read(row).bands()]
        key = tuple_(exemplar_bands.c.band, exemplar_bands.c.campaign, exemplar_bands.c.place)
        connection.execute(delete(exemplar_bands).where(key.in_(bands)))
    connection.execute(delete(campaigns).where(campaigns.c.id.in_(gone)))


def _nearest(connection: Connection, found: Sketch, sender: str) -> tuple[int, float] | None:
    """The campaign that a sketch is most like, and how much; of two the older."""
    met = func.count().label("met")
    places = (exemplar_bands.c.campaign, exemplar_bands.c.place)
    candidates = (
        select(*places, met)
        .where(exemplar_bands.c.band.in_(found.bands()))
        .group_by(*places)
        .order_by(met.desc(), *places)
        .limit(RESEMBLANCE.candidates)
        .subquery()
    )
    same = (exemplars.c.campaign == candidates.c.campaign) & (exemplars.c.place == candidates.c.place)
    best: tuple[float, int] | None = None
    for row in connection.execute(select(exemplars).select_from(exemplars.join(candidates, same))):
        other = _read(row)
        if found.same_template(other, one_sender=row.sender == sender):
            near = (found.nearness(other), -row.campaign)
            best = near if best is None else max(best, near)
    return None if best is None else (-best[1], best[0])


def _exemplify(connection: Connection, campaign: int, place: int, found: Sketch, sender: str) -> None:
    where = {"campaign": campaign, "place": place}
    shown = {"sender": sender, "scheme": found.scheme, "runs": found.runs, "traits": found.traits}
    connection.execute(insert(exemplars).values(**where, **shown, sketch=found.packed()))
    bands = [{"band": band, **where} for band in sorted(set(found.bands()))]
    if bands:
        connection.execute(insert(exemplar_bands), bands)


def _read(row: Row[tuple[object, ...]]) -> Sketch:
    return Sketch.unpacked(row.sketch, row.runs, row.traits, row.scheme)


def _sender(mail: Message) -> str:
    """Who sends it: everybody at a domain, and at a free mailer the one mailbox."""
    sender = address(mail.sender.email.email)
    host = domain.parse(sender.rpartition("@")[2])
    free = host is not None and services.lists(host, "free_email_providers")
    return sender if free else at_domain(sender) or sender

"""STIX 2.1 (OASIS Standard, 2021), made and checked by OASIS's own library. Needs the extra `export`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from unhook.errors import ConfigError
from unhook.export.batch import EPOCH, Batch
from unhook.export.naming import named
from unhook.indicators import Indicator
from unhook.report.defang import harmless

_BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
_PATTERNS = {
    "host": "domain-name:value",
    "url": "url:value",
    "email": "email-addr:value",
    "sha256": "file:hashes.'SHA-256'",
}
_NAMED = 200


def render(batch: Batch) -> str:
    """A bundle: its indicators and, where it is one, the campaign that they indicate. One batch gives one
    text. Raises `ConfigError` without the extra.
    """
    try:
        import stix2
    except ModuleNotFoundError:
        raise ConfigError("STIX needs the extra: pip install 'unhook[export]'") from None
    objects = list(_objects(stix2, batch))
    parts = (f"{each.id} {each.modified}" for each in objects)
    bundle = stix2.Bundle(objects, id=f"bundle--{named('bundle', *parts)}")
    return f"{bundle.serialize(indent=2)}\n"


def _objects(stix2: Any, batch: Batch) -> Iterator[Any]:
    maker = f"identity--{named('identity')}"
    yield stix2.Identity(id=maker, name="Unhook", identity_class="system", created=_BEGUN, modified=_BEGUN)
    indicators = [_indicator(stix2, each, maker) for each in batch.indicators]
    yield from indicators
    if batch.campaign is None:
        return
    campaign = stix2.Campaign(
        id=f"campaign--{named('campaign', batch.key)}",
        created_by_ref=maker,
        created=batch.first,
        modified=batch.last,
        name=harmless(batch.campaign.subject)[:_NAMED] or batch.key[:12],
        description=f"{batch.campaign.size} mails of one template",
        first_seen=batch.first,
        last_seen=batch.last,
    )
    yield campaign
    for each in indicators:
        yield stix2.Relationship(
            id=f"relationship--{named('indicates', each.id, campaign.id)}",
            created_by_ref=maker,
            created=batch.first,
            modified=batch.last,
            relationship_type="indicates",
            source_ref=each.id,
            target_ref=campaign.id,
        )


def _indicator(stix2: Any, each: Indicator, maker: str) -> Any:
    first, last = each.first or EPOCH, each.last or EPOCH
    brand = f", posing as {harmless(each.brand)}" if each.brand else ""
    return stix2.Indicator(
        id=f"indicator--{named('indicator', *each.key)}",
        created_by_ref=maker,
        created=first,
        modified=last,
        name=harmless(each.value)[:_NAMED],
        description=f"{each.role}{brand}; in {each.mails} mails",
        indicator_types=["malicious-activity"],
        labels=[each.role],
        pattern=_pattern(each),
        pattern_type="stix",
        valid_from=first,
        confidence=each.confidence,
    )


def _pattern(each: Indicator) -> str:
    path = _PATTERNS.get(each.kind) or f"{'ipv6' if ':' in each.value else 'ipv4'}-addr:value"
    value = each.value.replace("\\", "\\\\").replace("'", "\\'")
    return f"[{path} = '{value}']"

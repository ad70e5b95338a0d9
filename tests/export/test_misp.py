import json

from pymisp import MISPEvent

from unhook.export import misp

from .batches import BATCH, INDICATORS, URL, WHOLE


def _event() -> MISPEvent:
    event = MISPEvent()
    event.load(misp.render(WHOLE))
    return event


def test_misps_own_library_reads_it() -> None:
    event = _event()
    assert [(each.type, each.category, each.to_ids) for each in event.attributes] == [
        ("url", "Network activity", True),
        ("hostname", "Network activity", True),
        ("sha256", "Payload delivery", False),
        ("email-src", "Payload delivery", False),
        ("email-reply-to", "Payload delivery", False),
        ("ip-src", "Network activity", False),
        ("ip-dst", "Network activity", False),
    ]
    assert [each.value for each in event.attributes] == [each.value for each in INDICATORS]
    assert event.attributes[0].value == URL


def test_its_types_belong_to_their_categories() -> None:
    event = _event()
    described = event.attributes[0].describe_types["category_type_mappings"]
    assert not [each for each in event.attributes if each.type not in described[each.category]]


def test_it_stays_in_the_house() -> None:
    event = json.loads(misp.render(BATCH))["Event"]
    assert (event["distribution"], event["published"]) == ("0", False)
    assert "https://" not in event["info"]


def test_exporting_twice_gives_the_same() -> None:
    assert misp.render(WHOLE) == misp.render(WHOLE)

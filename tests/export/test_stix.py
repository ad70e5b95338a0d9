import json
import sys

import pytest
import stix2
from stix2.pattern_visitor import create_pattern_object

from unhook.errors import ConfigError
from unhook.export import stix
from unhook.export.batch import Batch

from .batches import BATCH, FIRST, INDICATORS, URL, WHOLE


def test_what_is_written_is_read_back_by_the_library() -> None:
    bundle = stix2.parse(stix.render(WHOLE))
    assert isinstance(bundle, stix2.Bundle)
    kinds = [each.type for each in bundle.objects]
    assert kinds.count("indicator") == kinds.count("relationship") == len(INDICATORS)
    assert kinds.count("campaign") == kinds.count("identity") == 1


def test_each_pattern_says_exactly_what_was_found() -> None:
    found = [each for each in stix2.parse(stix.render(BATCH)).objects if each.type == "indicator"]
    patterns = [create_pattern_object(each.pattern) for each in found]
    assert [str(each.operand.lhs) for each in patterns] == [
        "url:value", "domain-name:value", "file:hashes.'SHA-256'", "email-addr:value", "email-addr:value",
        "ipv4-addr:value", "ipv6-addr:value",
    ]  # fmt: skip
    assert str(patterns[0].operand.rhs) == "'" + URL.replace("\\", "\\\\").replace("'", "\\'") + "'"
    assert [each.confidence for each in found] == [each.confidence for each in INDICATORS]
    assert found[0].valid_from == FIRST


def test_what_people_read_is_harmless() -> None:
    told = json.loads(stix.render(WHOLE))["objects"]
    names = [each["name"] for each in told if "name" in each and each["type"] != "identity"]
    assert not [name for name in names if "https://" in name or "\u202e" in name or "\n" in name]


def test_exporting_twice_gives_the_same() -> None:
    assert stix.render(WHOLE) == stix.render(WHOLE)
    ids = {each["id"] for each in json.loads(stix.render(BATCH))["objects"]}
    assert ids < {each["id"] for each in json.loads(stix.render(WHOLE))["objects"]}


def test_nothing_found_is_a_bundle_too() -> None:
    assert len(stix2.parse(stix.render(Batch((), ()))).objects) == 1


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stix2", None)
    with pytest.raises(ConfigError, match=r"unhook\[export\]"):
        stix.render(BATCH)

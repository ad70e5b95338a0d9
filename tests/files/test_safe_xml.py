"""XML without entities."""

import pytest

from unhook.files import safe_xml
from unhook.files.safe_xml import Element, elements


def test_elements_without_their_namespaces() -> None:
    found = list(elements(b'<a xmlns:x="urn:x"><x:b x:c="1">t</x:b></a>', 10))
    assert found == [Element("b", {"c": "1"}, "t", ("a",)), Element("a", {}, "", ())]


def test_entities_end_it() -> None:
    with pytest.raises(safe_xml.EntityError):
        list(elements(b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 10))


def test_external_parts_are_not_read() -> None:
    with pytest.raises(safe_xml.EntityError):
        list(elements(b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>', 10))


def test_what_came_before_a_defect_is_given() -> None:
    found: list[Element] = []
    with pytest.raises(ValueError, match="mismatched"):
        found.extend(iter_into(found))
    assert [each.name for each in found] == ["b"]


def iter_into(found: list[Element]) -> list[Element]:
    for element in elements(b"<a><b/></c>", 10):
        found.append(element)
    return []


@pytest.mark.parametrize("data", [b"<a>" + b"<b/>" * 20 + b"</a>", b"<a>" * 20])
def test_too_many_elements_end_it(data: bytes) -> None:
    with pytest.raises(safe_xml.TooManyError):
        list(elements(data, 10))


def test_depth_ends_it() -> None:
    with pytest.raises(safe_xml.TooManyError):
        list(elements(b"<a>" * 20, 1_000, depth=10))

"""Header fields from text, for the tests of what reads them."""

from typing import Any

from unhook.context import Context
from unhook.limits import DEFAULT
from unhook.message.defects import DefectLog
from unhook.message.header.section import HeaderSection, build
from unhook.message.mime.fields import RawField, scan


def raw_fields(text: str | bytes) -> tuple[RawField, ...]:
    raw = text.encode() if isinstance(text, str) else text
    return scan(raw, 0, DEFAULT, DefectLog(DEFAULT)).fields


def section(text: str | bytes, **known: Any) -> HeaderSection:
    return build(raw_fields(text), Context(**known))


def codes(found: HeaderSection) -> list[str]:
    return [defect.code for defect in found.defects]

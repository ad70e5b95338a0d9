"""Header fields found by name, their values read in the usual ways."""

from collections.abc import Iterable, Sequence

from unhook.limits import Limits
from unhook.message.defects import DefectLog
from unhook.message.header.addresses import mailboxes
from unhook.message.header.model import EmailAddress, Mailbox
from unhook.message.mime.fields import RawField


class NamedFields:
    """The fields by lower-case name, and the defects found while reading them."""

    def __init__(self, fields: Sequence[RawField], limits: Limits) -> None:
        self.limits = limits
        self.log = DefectLog(limits)
        self.names = [field.name.lower() for field in fields]
        self._by_name: dict[str, list[RawField]] = {}
        for name, field in zip(self.names, fields, strict=True):
            self._by_name.setdefault(name, []).append(field)

    def all(self, name: str) -> list[RawField]:
        """Every field of this (lower-case) name, from the top."""
        return self._by_name.get(name, [])

    def field(self, *names: str) -> RawField | None:
        """The topmost field of the first of these names that has a value."""
        for name in names:
            for field in self.all(name):
                if field.value:
                    return field
        return None

    def value(self, *names: str) -> str | None:
        """The value of `field`."""
        field = self.field(*names)
        return field.value if field else None

    def address(self, *names: str) -> EmailAddress | None:
        """The first address of a field; `None` for a missing, empty or null (`<>`) one."""
        field = self.field(*names)
        found = mailboxes(field, self.limits)[0] if field else ()
        return found[0].email if found and found[0].email.email else None

    def mailboxes(self, fields: Iterable[RawField]) -> tuple[Mailbox, ...]:
        """The mailboxes of several fields together, up to `Limits.addresses`."""
        found: list[Mailbox] = []
        for field in fields:
            boxes, defects = mailboxes(field, self.limits)
            found += boxes
            self.log.extend(defects)
            if len(found) > self.limits.addresses:
                self.log.reach("addresses", field.name, field.span)
                break
            if any(defect.limit for defect in defects):
                break
        return tuple(found[: self.limits.addresses])

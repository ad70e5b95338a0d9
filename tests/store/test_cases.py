import pytest

from unhook.errors import StoreError
from unhook.store import Store, audit, cases

from .conftest import NOW
from .mails import mail


def test_a_case_from_report_to_outcome(store: Store) -> None:
    known = store.record(mail(), None)
    with store.writing() as connection:
        case = cases.open_(
            connection, known.id, reporter="Jo@corp.test", channel="mail", at=NOW, note="odd\0"
        )
        again = cases.open_(connection, known.id, reporter="jo@corp.test", channel="button", at=NOW)
        other = cases.open_(connection, known.id, reporter="al@corp.test", channel="mail", at=NOW)
        assert case.id == again.id != other.id
        assert cases.assign(connection, case.id, "ann", by="ann", at=NOW).assignee == "ann"
        closed = cases.close(connection, case.id, "phish", by="ann", at=NOW)
        assert (closed.state, closed.outcome, closed.closed) == ("closed", "phish", NOW)
        assert [each.id for each in cases.listed(connection)] == [other.id]
        assert [each.id for each in cases.listed(connection, None, message=known.id)] == [other.id, case.id]
        assert [each.id for each in cases.listed(connection, None, before=other.id)] == [case.id]
        assert cases.get(connection, case.id) == closed
        assert cases.get(connection, 99) is None
        actions = [each.action for each in audit.entries(connection, f"case:{case.id}")]
    assert actions == ["close", "assign", "report"]
    with pytest.raises(StoreError, match="no open case"), store.writing() as connection:
        cases.close(connection, case.id, "genuine", by="bob", at=NOW)

import pytest
from bench.verdicts.draft import Draft, read, write

import unhook
from bench.verdicts import changes
from unhook.message.model import Message

from .mails import BOTH, GENUINE, PLAIN

EVERY = {**changes.ABLATIONS, **changes.ATTACKS}


def after(change: changes.Change, raw: bytes = BOTH) -> Message:
    return unhook.parse(write(change(read(raw), GENUINE)))


def targets(message: Message) -> set[str]:
    return {link.href_url.url for link in message.body.links if link.href_url and link.href_url.url}


def test_headers_off_leaves_what_a_reader_sees() -> None:
    assert changes.headers_off(read(BOTH), GENUINE).names == ("from", "to", "subject", "date")


def test_body_off_leaves_nothing_to_read() -> None:
    message = after(changes.body_off)
    assert message.body.current_thread.text == ""
    assert message.attachments == ()
    assert message.subject.subject == "Your mailbox"


def test_empty_keeps_the_attachments() -> None:
    assert [file.file_name for file in after(changes.empty).attachments] == ["a.pdf"]


@pytest.mark.parametrize("raw", [BOTH, PLAIN])
def test_links_off_leads_everything_to_one_host(raw: bytes) -> None:
    assert targets(after(changes.links_off, raw)) == {changes.NEUTRAL}


def test_links_off_leaves_parts_of_the_mail_alone() -> None:
    html = '<img src="cid:a"><a href="#top">x</a><a href=mailto:a@corp.example>y</a>'
    assert changes.links_off(Draft((), html=html), GENUINE).html == html


@pytest.mark.parametrize("change", [changes.padded, changes.quoted], ids=["padded", "quoted"])
def test_what_is_added_below_is_seen_and_escaped(change: changes.Change) -> None:
    draft = change(read(BOTH), GENUINE)
    assert draft.html is not None
    assert "&lt;almost&gt;" in draft.html
    assert draft.html.endswith("</body></html>")
    shown = after(change).body.html
    assert shown is not None
    assert "meet at noon" in shown.display_text


def test_a_quoted_thread_is_no_part_of_the_new_one() -> None:
    message = after(changes.quoted)
    assert "meet at noon" not in message.body.current_thread.text
    assert any("meet at noon" in thread.text for thread in message.body.previous_threads)


@pytest.mark.parametrize("change", [changes.padded_hidden, changes.huge], ids=["padded", "huge"])
def test_hidden_words_are_not_seen(change: changes.Change) -> None:
    shown = after(change).body.html
    assert shown is not None
    assert "meet at noon" not in shown.display_text
    assert "meet at noon" in shown.inner_text


def test_zero_width_spaces_stand_in_words_alone() -> None:
    draft = changes.zero_width(read(BOTH), GENUINE)
    assert draft.text == "Con\u200bfirm rés\u200bumé at http://login.example/x"
    assert draft.html is not None
    assert "<title>Mailbox</title><style>.wide{color:red}</style>" in draft.html
    assert 'mai\u200blbox &amp; st\u200bay <a href="http://login.example/x">' in draft.html


def test_look_alikes_change_some_words_the_same_way_every_time() -> None:
    draft = Draft((), text="Confirm your account before tomorrow or access to the mailbox expires " * 5)
    changed = changes.look_alikes(draft, GENUINE)
    assert changed == changes.look_alikes(draft, GENUINE)
    assert changed.text is not None
    assert draft.text is not None
    pairs = list(zip(draft.text.split(), changed.text.split(), strict=True))
    assert 0.1 < sum(old != new for old, new in pairs) / len(pairs) < 0.6
    assert {len(old) == len(new) for old, new in pairs} == {True}


def test_a_picture_leads_where_the_first_link_led() -> None:
    message = after(changes.picture)
    assert "Confirm" not in message.body.current_thread.text
    assert targets(message) == {"http://login.example/x"}
    assert [file.file_name for file in message.attachments] == ["a.pdf", "body.png"]


def test_a_huge_body_is_huge() -> None:
    assert all(len(write(changes.huge(read(raw), GENUINE))) > changes.HUGE for raw in (BOTH, PLAIN))


@pytest.mark.parametrize("name", sorted(set(EVERY) - {"unchanged"}))
def test_every_change_changes_the_mail_and_can_be_read_again(name: str) -> None:
    draft = read(BOTH)
    changed = EVERY[name](draft, GENUINE)
    assert changed != draft
    again = read(write(changed))
    assert again.fields == changed.fields
    assert len(again.attachments) == len(changed.attachments)

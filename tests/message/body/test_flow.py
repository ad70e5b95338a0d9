from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.message.body.flow import Flow


def flowed(*pieces: str) -> str:
    flow = Flow()
    at = 0
    for piece in pieces:
        flow.text(piece, at)
        at += len(piece)
    return str(flow)


def test_white_space_collapses_across_pieces() -> None:
    assert flowed("  one\n\t two ", " three", "\xa0\xa0", "four  ") == "one two three four"


def test_characters_without_width_are_left_out() -> None:
    assert flowed("pay\u200bpal \u00adac\u2060count\u200c") == "paypal account"
    assert flowed("a\u200c b") == "a b"


def test_joiners_stay_where_the_script_needs_them() -> None:
    assert flowed("می\u200cخواهم") == "می\u200cخواهم"
    assert flowed("\U0001f468\u200d\U0001f469") == "\U0001f468\u200d\U0001f469"


def test_breaks() -> None:
    flow = Flow()
    flow.block()
    flow.text("a ", 0)
    flow.block(2)
    flow.block()
    flow.text(" b", 2)
    flow.line_break()
    flow.block()
    flow.text("c", 4)
    flow.line_break()
    flow.line_break()
    flow.text("d", 5)
    flow.cell()
    flow.text("e", 6)
    flow.block()
    assert str(flow) == "a\n\nb\nc\n\nd e"


def test_preformatted_text_keeps_its_lines() -> None:
    flow = Flow()
    flow.preformatted("a  b\t\n   c\u200bd\n\ne", 0)
    assert str(flow) == "a  b\n   cd\n\ne"


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("ab \n\t\xa0\u200b\u200cé"), min_size=1), max_size=6))
def test_each_character_leads_back_to_its_source(pieces: list[str]) -> None:
    flow = Flow()
    source = "".join(pieces)
    at = 0
    for piece in pieces:
        flow.text(piece, at)
        at += len(piece)
    text = str(flow)
    assert len(text) == flow.length
    assert text.split() == source.replace("\u200b", "").replace("\u200c", "").split()
    ends = [start for start, _ in flow.runs[1:]] + [len(text)]
    for (start, place), end in zip(flow.runs, ends, strict=False):
        shown = text[start:end].rstrip()
        assert source[place : place + len(shown)].split() == shown.split()

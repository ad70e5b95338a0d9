from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.message.body import plain

from .bodies import text_part


def shown(text: str, **parameters: str) -> str:
    return plain.shown(text_part(text, parameters=parameters))[0]


def test_text_is_as_written_but_for_line_ends_and_invisible_characters() -> None:
    assert shown("a  b\r\nc\rd\u200be\n") == "a  b\nc\nde\n"


def test_flowed_lines_are_joined() -> None:
    assert shown("one \ntwo\n three\n", format="flowed") == "one two\nthree\n"
    assert shown("one \ntwo", Format="Flowed", DelSp="Yes") == "onetwo"


def test_flowed_quotes_of_one_depth_are_joined() -> None:
    assert shown("> a \n> b\n>> c \nd", format="flowed") == "> a b\n>> c \nd"


def test_a_signature_separator_ends_a_paragraph() -> None:
    assert shown("text \n-- \nname", format="flowed").splitlines()[-2:] == ["-- ", "name"]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab >\r\n-\u200b"), max_size=60), st.sampled_from(["", "flowed"]))
def test_each_character_leads_back_to_its_source(text: str, form: str) -> None:
    read, runs = plain.shown(text_part(text, parameters={"format": form}))
    ends = [start for start, _ in runs[1:]] + [len(read)]
    for (start, place), end in zip(runs, ends, strict=True):
        for at in range(start, end):
            if read[at] != "\n":
                assert text[place + at - start] == read[at]

import pytest

from unhook.limits import DEFAULT
from unhook.message.body import html, tree
from unhook.message.body.places import Places
from unhook.message.body.walk import Walk
from unhook.message.offsets import TextMap


def placed(source: str, shown: str) -> str:
    reading = html.read(source)
    text_map = TextMap(reading.runs, lambda start, end: (start, end))
    start = reading.html.display_text.index(shown)
    low, high = text_map.raw(start, start + len(shown))
    return source[low:high]


@pytest.mark.parametrize(
    ("source", "shown", "written"),
    [
        ("<p>one <b>two</b> three", "two", "two"),
        ("<p>a &amp; b&nbsp;c", "b", "b"),
        ("<p>a\r\n  b  <i>c</i>", "b c", "b  <i>c"),
        ("<title>two</title><p>one <!-- two -->two", "one", "one"),
        ("<style>x{}</style>one\n<script>two</script>two", "two", "two"),
        ("<i hidden>two</i>one two", "two", "two"),
        ("\U0001f600 one<br>\u200btwo", "two", "two"),
        ("a\0b<br>two", "two", "two"),
        ("<table>stray<tr><td>cell</table>", "cell", "cell"),
        ("<table>stray<tr><td>cell</table>", "stray", "stray"),
    ],
)
def test_text_leads_back_to_its_source(source: str, shown: str, written: str) -> None:
    assert placed(source, shown) == written


def test_hidden_runs_are_placed_without_blank_ends() -> None:
    source = "<b>a</b><div style='display:none'>\n  <i>one</i> &amp; two\n</div>b"
    document = html.document(source)
    assert document.hidden_text == ("one & two",)
    assert [source[slice(*span)].strip() for span in document.hidden_spans] == ["one</i> &amp; two"]


def test_text_that_the_tokens_do_not_have_is_passed_over() -> None:
    places = Places("<p>one", [(0, "nowhere"), (7, "one")])
    assert places.spans([(7, 10)]) == ((3, 6),)


def test_nothing_is_placed_before_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Places) -> list[tuple[int, int]]:
        raise AssertionError("places worked out")

    monkeypatch.setattr(Places, "_aligned", refuse)
    walk = Walk(DEFAULT)
    walk.over(tree.build("<p>a", DEFAULT)[0])
    reading = html.read("<p>one <i hidden>two</i> <a href='https://example.com/'>three</a>")
    with pytest.raises(AssertionError):
        len(reading.runs)

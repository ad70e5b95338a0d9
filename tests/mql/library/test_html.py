from unhook.message.model import Html, Message
from unhook.mql.library.html import xpath
from unhook.mql.run import Run


def count(source: str, expression: str) -> int:
    found = xpath.body(Run(Message()), Html(source), expression)
    assert found is not None
    return len(found.nodes)


def test_nodes_of_a_document() -> None:
    assert count("<p>a<p>b<p title=c>d", "//p") == 3
    assert count("<p>a<p>b<p title=c>d", "//p/@title") == 1


def test_fonts_left_open_do_not_multiply() -> None:
    """40 kB of open formatting elements became a million of them: the tree was built without its guard."""
    bomb = "<p>" + "".join(f"<font color={number}>" for number in range(1_000)) + "<p>x" * 10_000
    assert count(bomb, "//font") == 0
    assert count(bomb.replace("font", "span"), "//span") == 1_000

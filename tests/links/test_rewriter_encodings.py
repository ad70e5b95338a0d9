import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links import rewriter_encodings as encodings
from unhook.links import whatwg
from unhook.links.model import Url


def parsed(text: str) -> Url:
    found = whatwg.parse(text)
    assert found is not None
    return found


@pytest.mark.parametrize("text", ["aGk", "aGk=", "aGk==", "-_-_", "+/+/"])
def test_base64_with_and_without_padding_in_both_alphabets(text: str) -> None:
    assert encodings.unbase64(text)


@pytest.mark.parametrize("text", ["a", "aG k", "ä", "%%"])
def test_what_is_no_base64_gives_nothing(text: str) -> None:
    assert encodings.unbase64(text) == b""


def test_a_hyphen_in_a_translated_host_is_doubled() -> None:
    assert (
        encodings.translate_host(parsed("https://a--b-example-net.translate.goog/x"))
        == "https://a-b.example.net/x"
    )


def test_amp_cache_without_s_is_plain_http() -> None:
    assert (
        encodings.amp_cache(parsed("https://x.cdn.ampproject.org/c/a.example/b?c")) == "http://a.example/b?c"
    )


@given(st.text(max_size=100))
def test_any_path_and_query_are_survived(text: str) -> None:
    link = parsed("https://example.net/v3/__" + text)
    for decode in (
        encodings.proofpoint_v2,
        encodings.proofpoint_v3,
        encodings.checkpoint,
        encodings.bing,
        encodings.yahoo,
        encodings.amp_cache,
        encodings.translate_host,
        encodings.trailing_url,
        encodings.mandrill,
        encodings.json_token("w", "u"),
        encodings.base64_parameter("u"),
    ):
        decode(link)

from hypothesis import given
from hypothesis import strategies as st

from unhook.message.mime.charset import decode_text
from unhook.message.mime.text import TextPart, as_html, join, read
from unhook.message.mime.transfer import decode
from unhook.message.part import Part


def text_part(
    raw: bytes, body: tuple[int, int], encoding: str | None = None, charset: str = "utf-8"
) -> TextPart:
    content = decode(raw, body, encoding)
    part = Part("", "text/plain", (0, 0), body, charset, encoding)
    return read(part, content, decode_text(content.data, charset))


def test_characters_lead_through_charset_and_encoding_to_bytes() -> None:
    raw = b"header\n\nGr=C3=BC=\n=C3=9Fe alle"
    text = text_part(raw, (8, len(raw)), "quoted-printable")
    assert text.text == "Grüße alle"
    assert raw[slice(*text.to_raw(2, 3))] == b"=C3=BC"
    assert raw[slice(*text.to_raw(3, 4))] == b"=C3=9F"
    assert raw[slice(*text.to_raw(6, 10))] == b"alle"


def test_joined_texts_keep_their_places() -> None:
    raw = b"one|two"
    joined = join([text_part(raw, (0, 3)), text_part(raw, (4, 7))])
    assert joined.text == "one\ntwo"
    assert raw[slice(*joined.to_raw(0, 3))] == b"one"
    assert raw[slice(*joined.to_raw(4, 7))] == b"two"
    assert raw[slice(*joined.to_raw(1, 6))] == b"ne|tw"


def test_plain_text_in_the_html_view_is_escaped_and_still_placed() -> None:
    raw = b"a <b> & c"
    shown = as_html(text_part(raw, (0, len(raw))))
    assert "<pre>a &lt;b&gt; &amp; c</pre>" in shown.text
    at = shown.text.index("c</pre>")
    assert raw[slice(*shown.to_raw(at, at + 1))] == b"c"


@given(st.lists(st.text(), min_size=1, max_size=4), st.data())
def test_every_range_of_a_join_stays_inside_the_message(texts: list[str], draw: st.DataObject) -> None:
    encoded = [text.encode("utf-8", "ignore") for text in texts]
    raw = b"".join(encoded)
    parts, position = [], 0
    for each in encoded:
        parts.append(text_part(raw, (position, position + len(each))))
        position += len(each)
    joined = join([as_html(part) if index % 2 else part for index, part in enumerate(parts)])
    start = draw.draw(st.integers(0, len(joined.text)))
    end = draw.draw(st.integers(start, len(joined.text)))
    low, high = joined.to_raw(start, end)
    assert 0 <= low <= high <= len(raw)

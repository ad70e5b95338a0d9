from hypothesis import given
from hypothesis import strategies as st

from unhook.message.header.dkim_signature import parse, tags


def test_tags_of_a_signature() -> None:
    found = parse(
        "v=1; a=rsa-sha256; d=Example.COM; s=sel; i=@mail.example.com; h=From:To : Subject; b=abc=="
    )
    assert (found.version, found.algorithm, found.domain, found.selector) == (
        "1",
        "rsa-sha256",
        "example.com",
        "sel",
    )
    assert (found.identity, found.headers, found.type) == ("@mail.example.com", "from:to:subject", "dkim")


def test_an_arc_set_has_an_instance_and_no_identity() -> None:
    """The number of the set was taken for the identity it signs for."""
    found = parse("i=2; a=rsa-sha256; d=example.com; s=sel; bh=ab cd=; b=ef\t gh==", "arc")
    assert (found.instance, found.identity, found.type) == ("2", None, "arc")
    assert (found.body_hash, found.signature) == ("abcd=", "efgh==")


def test_the_first_of_a_repeated_tag_counts() -> None:
    assert parse("d=example.com; d=evil.test").domain == "example.com"


def test_an_empty_signature_has_no_tags() -> None:
    found = parse("")
    assert (found.domain, found.selector, found.headers) == (None, None, None)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,4}", fullmatch=True), st.from_regex(r"[\w./+]{0,20}=?", fullmatch=True)
    )
)
def test_a_tag_list_is_read_back(written: dict[str, str]) -> None:
    assert tags("; ".join(f"{name}={value}" for name, value in written.items())) == written

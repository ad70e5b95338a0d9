from unhook.links import url
from unhook.message.model import Attachment, Link
from unhook.mql.values import Unavailable
from unhook.rules.pages_said import PagesSaid

SAID = PagesSaid(
    {"https://a.test/": {"status_code": 200}, "https://b.test/": {"files_downloaded": ["a.exe"]}}
)


def test_what_the_file_says_of_a_link_and_of_no_other() -> None:
    assert SAID.link_analysis(Link(url.parse("https://a.test/"))) == {"status_code": 200}
    assert isinstance(SAID.link_analysis(Link(url.parse("https://c.test/"))), Unavailable)
    assert isinstance(SAID.link_analysis(Link()), Unavailable)


def test_a_name_stands_for_a_file() -> None:
    parsed = url.parse("https://b.test/")
    assert parsed is not None
    said = SAID.link_analysis(parsed)
    assert said == {"files_downloaded": [Attachment(b"", file_name="a.exe", file_extension="exe")]}

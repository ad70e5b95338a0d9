from unhook.files.scanner import Sample
from unhook.files.scanners.urls import SCANNER


def test_urls_of_a_text_lead_somewhere() -> None:
    found = SCANNER.scan(
        Sample(b"https://example.com/a?b=1&amp;c=2 and https://example.com/a?b=1&c=2.", "txt")
    )
    assert found.record["url"]["urls"] == ["https://example.com/a?b=1&c=2"]
    assert [(each.how, each.url) for each in found.references] == [("text", "https://example.com/a?b=1&c=2")]


def test_urls_of_a_page_are_listed_alone() -> None:
    found = SCANNER.scan(Sample(b"<a href='https://example.com/a'>x</a>", "html"))
    assert found.record["url"]["urls"] == ["https://example.com/a"]
    assert not found.references

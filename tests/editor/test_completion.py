"""Names offered while a rule is written."""

import pytest

from unhook.editor.completion import Offer, offers
from unhook.rules.defaults import library


def offered(source: str) -> dict[str, Offer]:
    offset = source.index("|")
    found = offers(source.replace("|", ""), offset, library(), ["url_shorteners", "file_types_images"])
    return {each.name: each for each in found}


def test_a_records_fields_come_with_type_and_line() -> None:
    found = offered("any(body.links, .href_url.d|")
    assert set(found) == {"domain"}
    assert found["domain"].detail == "Domain?"
    assert found["domain"].about


def test_functions_are_offered_word_by_word() -> None:
    assert offered("str|")["strings"].kind == "namespace"
    found = offered("strings.ic|")
    assert set(found) == {"strings.icontains".partition(".")[2], "icount"}
    assert found["icontains"].detail == "strings.icontains(source: string, needle: string, string...) -> bool"
    assert ["beta", "profile", "by_reply_to"][1] in offered("beta.pr|")


def test_where_an_expression_begins_fields_forms_and_words_of_the_language_are_offered() -> None:
    found = offered("type.inbound and |")
    assert {"sender", "any", "not", "strings", "triage"} <= set(found)
    assert "icontains" not in found


def test_lists() -> None:
    assert set(offered("x in $|")) == {
        "$file_types_images",
        "$org_domains",
        "$org_slds",
        "$org_vips",
        "$url_shorteners",
    }


@pytest.mark.parametrize("source", ['x == "se|"', "a // se|", "any(strings.split, .|"])
def test_nothing_where_nothing_is_known(source: str) -> None:
    assert not offered(source)

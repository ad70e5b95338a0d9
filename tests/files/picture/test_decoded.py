from dataclasses import replace

from unhook.files.model import Found, Reference, Sign
from unhook.files.picture.codes import Code
from unhook.files.picture.decoded import found
from unhook.limits import FILES

TICKET, PAGE, WIFI = Code("Aztec", "T-1"), Code("QR Code", "https://a.test/"), Code("QR Code", "WIFI:S:x;;")


def test_the_first_address_stands_for_all() -> None:
    answer = found([(TICKET, ""), (PAGE, "frame 2")], FILES)
    assert answer.record["qr"] == {"type": "url", "data": PAGE.text, "url": PAGE.text}
    assert [(each["type"], each["format"], each["place"]) for each in answer.record["codes"]] == [
        ("undefined", "Aztec", ""),
        ("url", "QR Code", "frame 2"),
    ]
    assert answer.references == (Reference(PAGE.text, "qr", "frame 2"),)


def test_what_asks_for_more_than_a_page_is_a_sign() -> None:
    answer = found([(WIFI, "")], FILES, "code-split")
    assert answer.record["qr"] == {"type": "undefined", "data": WIFI.text}
    assert answer.signs == (Sign("code-wifi", WIFI.text), Sign("code-split", WIFI.text))


def test_nothing_is_told_of_no_codes() -> None:
    assert found([], FILES, "code-split") == Found()


def test_references_are_bounded() -> None:
    codes = [(Code("QR Code", f"https://a.test/{at}"), "") for at in range(9)]
    assert len(found(codes, replace(FILES, references=4)).references) == 4

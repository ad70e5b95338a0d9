"""Profiles of Apple devices."""

import plistlib

from files.scanners.made import ask, faults, signs, urls
from unhook.files.scanners.mobileconfig import SCANNER

PROFILE = plistlib.dumps(
    {
        "PayloadType": "Configuration",
        "PayloadDisplayName": "Company Wi-Fi",
        "PayloadContent": [
            {
                "PayloadType": "com.apple.security.root",
                "PayloadContent": b"0\x82cert",
                "PayloadCertificateFileName": "ca.cer",
            },
            {"PayloadType": "com.apple.mdm", "ServerURL": "https://mdm.evil.test/"},
            {"PayloadType": "com.apple.mail.managed", "IncomingMailServerHostName": "imap.evil.test"},
        ],
    }
)


def test_what_it_installs() -> None:
    found = ask(SCANNER, PROFILE, "wifi.mobileconfig")
    assert signs(found) == {
        "profile-installs": "https://mdm.evil.test/, imap.evil.test",
        "profile-payloads": "Configuration, com.apple.security.root, com.apple.mdm, com.apple.mail.managed",
        "profile-unsigned": "",
        "profile-certificate": "",
    }
    assert urls(found) == ["https://mdm.evil.test/"]
    assert [(each.name, each.data) for each in found.children] == [("ca.cer", b"0\x82cert")]
    assert found.texts[0].text == "Company Wi-Fi"


def test_a_signed_one_is_read_through_its_signature() -> None:
    found = ask(SCANNER, b"\x30\x82\x10\x00\x06\x09" + PROFILE + b"\x30\x82", "wifi.mobileconfig")
    assert "profile-unsigned" not in signs(found)
    assert urls(found) == ["https://mdm.evil.test/"]


def test_under_another_name() -> None:
    assert "profile-installs" in signs(ask(SCANNER, b"\x30\x82\x10\x00" + PROFILE, "calendar.ics"))


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    bomb += b"<plist><string>PayloadType &b;</string></plist>"
    assert faults(ask(SCANNER, bomb, "a.mobileconfig")) == ["damaged"]


def test_deep_nesting_is_bounded() -> None:
    deep = (
        b'<?xml version="1.0"?><!-- PayloadType --><plist>'
        + b"<array>" * 5000
        + b"</array>" * 5000
        + b"</plist>"
    )
    assert not signs(ask(SCANNER, deep, "a.mobileconfig"))

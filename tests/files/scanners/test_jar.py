"""Java programs."""

from files.scanners.made import ask, faults, signs
from files.scanners.test_zip import zipped
from unhook.files.scanners.jar import SCANNER

MANIFEST = ("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\r\nMain-Class: com.exam\r\n ple.Loader\r\n")


def test_what_starts() -> None:
    found = ask(SCANNER, zipped(MANIFEST, ("a.class", b"\xca\xfe\xba\xbe")), "a.jar")
    assert signs(found) == {"java-main-class": "com.example.Loader", "program-unsigned": "jar"}


def test_a_signed_one() -> None:
    found = ask(SCANNER, zipped(MANIFEST, ("META-INF/ANN.RSA", b"0")), "a.jar")
    assert "program-signed" in signs(found)


def test_a_library_starts_nothing() -> None:
    assert not ask(
        SCANNER,
        zipped(
            ("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\n"),
        ),
    ).signs


def test_damage_is_told() -> None:
    assert faults(ask(SCANNER, zipped(MANIFEST)[:90], "a.jar")) == ["damaged"]

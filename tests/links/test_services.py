import pytest

from unhook.links import domain, services


@pytest.mark.parametrize("name", services.NAMES)
def test_a_list_is_clean(name: str) -> None:
    entries = services.named(name)
    assert entries
    for entry in entries:
        assert entry == entry.lower().strip()
        assert not set(entry) & set(" /:@*")
        if not name.startswith("file_") and name not in {"suspicious_tlds", "lure_words", "role_local_parts"}:
            assert domain.parse(entry) is not None
            assert "." in entry


def test_no_list_repeats_itself() -> None:
    from importlib.resources import files

    for name in services.NAMES:
        lines = files("unhook.links").joinpath("data", f"{name}.txt").read_text("utf-8").splitlines()
        entries = [line.partition("#")[0].strip() for line in lines if line.partition("#")[0].strip()]
        assert len(entries) == len(set(entries)), name


def test_coverage() -> None:
    assert len(services.named("url_shorteners")) >= 150
    assert len(services.named("free_subdomain_hosts")) >= 150
    assert len(services.named("free_email_providers")) >= 300
    assert len(services.named("bulk_mailer_url_root_domains")) >= 200


def test_unknown_lists_are_refused() -> None:
    with pytest.raises(KeyError):
        services.named("nonsense")


def test_a_host_is_found_under_its_service() -> None:
    host = domain.parse("shop.someone.web.app")
    assert host is not None
    assert services.lists(host, "free_subdomain_hosts", "url_shorteners") == ("free_subdomain_hosts",)
    lookalike = domain.parse("notweb.app")
    assert lookalike is not None
    assert services.lists(lookalike, "free_subdomain_hosts") == ()

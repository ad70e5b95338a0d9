import random

from bench.twins.habits import worn
from bench.twins.structure import Links, Structure, proven


def _sent(unsubscribe: str | None = None) -> Structure:
    route = proven("firm.example", "192.0.2.7")
    links = Links("https://firm.example/", unsubscribe=unsubscribe)
    return Structure(("own",), "Firm", "info@firm.example", route, links, "text")


def test_nothing_but_fields_and_the_first_hop_changes() -> None:
    sent = _sent()
    dressed = worn(random.Random(1), sent, "en")
    assert (dressed.links, dressed.address, dressed.moves) == (sent.links, sent.address, sent.moves)
    assert dressed.route.results == sent.route.results
    assert dressed.headers


def test_no_second_unsubscribe_field_where_the_mail_has_one() -> None:
    for seed in range(40):
        names = [name for name, _ in worn(random.Random(seed), _sent("https://firm.example/u"), "en").headers]
        assert "List-Unsubscribe" not in names
        assert len(set(names)) == len(names)

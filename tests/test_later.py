import pickle

from unhook.later import Later


def test_it_is_made_once_and_only_when_somebody_asks() -> None:
    made = []

    def make() -> tuple[int, ...]:
        made.append(1)
        return (1, 2, 3)

    later = Later(make)
    assert not made
    assert (len(later), later[1], later[1:], list(later)) == (3, 2, (2, 3), [1, 2, 3])
    assert len(made) == 1


def test_it_stands_for_the_tuple_of_its_items() -> None:
    later = Later(lambda: ("a", "b"))
    assert (hash(later), repr(later)) == (hash(("a", "b")), "('a', 'b')")
    assert ("a", "b") == later != ("a",)
    assert later == Later(lambda: ("a", "b"))
    assert type(pickle.loads(pickle.dumps(later))) is tuple

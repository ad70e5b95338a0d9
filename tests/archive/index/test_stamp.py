from unhook.archive.index.stamp import stamp
from unhook.limits import DEFAULT, Limits


def test_a_stamp_tells_limits_apart() -> None:
    assert stamp(DEFAULT) == stamp(Limits())
    assert stamp(DEFAULT) != stamp(Limits(links=1))

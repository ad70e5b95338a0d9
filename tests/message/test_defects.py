from unhook.limits import Limits
from unhook.message.defects import DefectLog


def test_keeps_a_bounded_number_and_says_so() -> None:
    log = DefectLog(Limits(defects=3))
    for _ in range(10):
        log.add("odd")
    assert [each.code for each in log.all()] == ["odd", "odd", "odd", "limit-reached"]
    assert log.all()[-1].limit == "defects"
    assert not log.cut


def test_a_limit_is_noted_once_even_when_the_list_is_full() -> None:
    log = DefectLog(Limits(defects=0))
    log.add("odd")
    log.reach("mime_parts")
    log.reach("mime_parts")
    assert [each.limit for each in log.all()] == ["defects", "mime_parts"]
    assert log.cut

"""What is kept, and in which order conditions are tried."""

from unhook.mql import STANDARD
from unhook.mql import syntax as s
from unhook.mql.compiler.sharing import Sharing
from unhook.mql.parser import parse
from unhook.mql.printer import flat


def shared(*sources: str) -> tuple[Sharing, list[s.Node]]:
    sharing, trees = Sharing(STANDARD), [parse(source).tree for source in sources]
    for tree in trees:
        sharing.add(tree)
    return sharing, trees


def order(source: str, *, decisive: bool = False) -> list[str]:
    sharing, (tree,) = shared(source)
    assert isinstance(tree, s.And | s.Or)
    return [flat(item) for item in sharing.order(tree.items, decisive)]


def test_equal_structure_has_one_number_wherever_it_stands() -> None:
    sharing, (one, two) = shared("length(body.links)>1", "length( body.links ) > 1")
    assert sharing.number(one) == sharing.number(two)


def test_one_and_true_are_not_the_same() -> None:
    sharing, (one, two, three) = shared("f(1)", "f(true)", "f(1.0)")
    assert len({sharing.number(each) for each in (one, two, three)}) == 3


def test_what_occurs_twice_and_costs_something_is_kept() -> None:
    test = "strings.icontains(subject.subject, 'a')"
    sharing, (first, second, cheap) = shared(f"{test} and type.inbound", f"not {test}", "type.inbound")
    assert isinstance(first, s.And)
    assert sharing.slot(first.items[0]) is not None
    assert isinstance(second, s.Not)
    assert sharing.slot(second.operand) == sharing.slot(first.items[0])
    assert sharing.slot(cheap) is None
    assert len(sharing.kept) == 1


def test_what_does_not_change_inside_a_walk_is_worked_out_once() -> None:
    sharing, (tree,) = shared("any(body.links, regex.contains(subject.subject, 'x') and .visible)")
    assert isinstance(tree, s.Call)
    body = tree.arguments[1]
    assert isinstance(body, s.And)
    assert [sharing.slot(item) is not None for item in body.items] == [True, False]


def test_what_needs_the_element_is_never_kept() -> None:
    sharing, (tree,) = shared("any(a, any(.b, regex.contains(.x, 'y')) or any(c, regex.contains(..x, 'y')))")
    assert not sharing.kept
    assert sharing.free[sharing.number(tree)] == 0


def test_cheap_and_deciding_conditions_come_first() -> None:
    source = "ml.nlu_classifier(body.current_thread.text).language == 'english' and type.outbound"
    assert order(source)[0] == "type.outbound"
    source = "regex.contains(subject.subject, 'x') and type.inbound and length(attachments) == 1"
    assert order(source)[0] == "length(attachments) == 1"
    assert (
        order("any($free, . == sender.email.email) or subject.is_reply", decisive=True)[0]
        == "subject.is_reply"
    )


def test_equals_keep_their_order() -> None:
    assert order("subject.is_reply and subject.is_forward") == ["subject.is_reply", "subject.is_forward"]

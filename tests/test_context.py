from dataclasses import dataclass

from unhook.context import Context, Knowing


@dataclass(frozen=True)
class Many(Knowing):
    asked: str = ""

    def about(self, message: str) -> "Many":
        return Many(message)


def test_those_who_know_many_messages_answer_about_one_and_others_stay() -> None:
    other = object()
    context = Context(facts={"profile": Many(), "screenshot": Many(), "nlu": other})
    assert context.about("mail").facts == {"profile": Many("mail"), "screenshot": Many("mail"), "nlu": other}
    alone = Context(facts={"nlu": other})
    assert alone.about("mail") is alone

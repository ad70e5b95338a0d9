from unhook.pages.broker import Answer, Request, anew


class Plain:
    def answer(self, request: Request) -> Answer | None:
        return None


class Remembering(Plain):
    def anew(self) -> "Remembering":
        return Remembering()


def test_whoever_keeps_something_of_a_visitor_is_made_anew_for_the_next() -> None:
    plain, remembering = Plain(), Remembering()
    assert anew(plain) is plain
    assert anew(remembering) is not remembering


def test_only_redirects_lead_on() -> None:
    headers = {"location": "/b"}
    assert Answer(status=302, headers=headers).redirect == "/b"
    assert Answer(status=200, headers=headers).redirect is None

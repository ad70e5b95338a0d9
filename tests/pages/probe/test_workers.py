from unhook.pages.broker import Answer, Request
from unhook.pages.probe import workers

TOLD = Request("https://socket.invalid/?wss%3A%2F%2Fa.test%2Fs%3Fx%3D1", "POST", "fetch", body=b"word")
OTHER = Request("https://a.test/")


def test_a_word_through_a_socket_is_known_by_its_host() -> None:
    assert workers.told(TOLD) == Request("wss://a.test/s?x=1", kind="websocket", body=b"word")
    assert workers.answer(TOLD) == Answer()


def test_any_other_request_is_itself() -> None:
    assert workers.told(OTHER) is OTHER
    assert workers.answer(OTHER) is None

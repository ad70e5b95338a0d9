from unhook.pages.flow.model import Known
from unhook.pages.saved.model import Saved

URL = "https://collect.test/"


def test_what_no_page_came_of_tells_nothing() -> None:
    assert Known(URL, 0.0, refusal="certificate").looked() is None


def test_a_page_is_read_and_why_nobody_opened_it_is_kept() -> None:
    looked = Known(URL, 0.0, Saved(b"<p>Words</p>", URL, URL), unopened="there is no chromium").looked()
    assert looked is not None
    assert (looked.verdict, looked.unopened) == ("inconclusive", "there is no chromium")

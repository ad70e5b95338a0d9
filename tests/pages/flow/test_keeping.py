import json

import pytest

from unhook.pages.broker import Request
from unhook.pages.flow import keeping
from unhook.pages.flow.model import Known
from unhook.pages.live.model import Attempt
from unhook.pages.probe.model import Identity, ProbeReport, View
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.source.model import Reason

URL = "https://collect.test/a"
SAVED = Saved(
    b"<p>\xff</p>", URL, URL, charset="utf-8", status=200, redirects=("https://a.test/",),
    resources=(Resource("https://a.test/x.js", b"\x00", "text/javascript", 200, saved_as="x"),),
    reached=("requests",),
)  # fmt: skip


@pytest.mark.parametrize(
    "known",
    [
        Known(URL, 1.5, SAVED),
        Known(URL, 1.5, refusal="loopback", detail="127.0.0.1"),
        Known(URL, 1.5, SAVED, unopened="there is no chromium"),
        Known(URL, 1.5, SAVED, attempts=(Attempt(Request(URL, navigation=True), status=200, size=7),)),
        Known(URL, 1.5, attempts=(Attempt(Request("http://a.test/", kind="image"), "port", "81"),)),
    ],
)
def test_a_look_comes_back_as_it_was(known: Known) -> None:
    assert keeping.read(keeping.write(known)) == known


def test_of_what_people_saw_the_judgement_stays() -> None:
    view = View(
        Identity("G", "a@b.test", repeat=True), URL, URL, title="x", screenshot=b"png", fault="hang",
        unheard=("worker",),
    )  # fmt: skip
    reason = Reason("adapts", "malicious", {"brand": "A"}, ())
    probe = ProbeReport(
        URL, "passive", (view,), "malicious", "high", (reason,), score=0.5, adapts=True, alike=True
    )
    back = keeping.read(keeping.write(Known(URL, 1.0, SAVED, probe=probe)))
    assert back.probe is not None
    assert (back.probe.verdict, back.probe.sure, back.probe.score, back.probe.adapts) == (
        "malicious",
        "high",
        0.5,
        True,
    )
    assert back.probe.alike
    assert back.probe.reasons == (reason,)
    assert [(each.identity.key, each.fault, each.unheard, each.screenshot) for each in back.probe.views] == [
        ("G2", "hang", ("worker",), b"")
    ]
    looked = back.looked()
    assert looked is not None
    assert (looked.verdict, looked.sure) == ("malicious", "high")


@pytest.mark.parametrize(
    "change",
    [
        {"version": 1},
        {"refusal": "because"},
        {"at": "soon"},
        {"saved": {"html": "x"}},
        {"probe": {"verdict": "x"}},
        {"attempts": [{"request": []}]},
    ],
)
def test_what_is_no_look_is_refused(change: dict[str, object]) -> None:
    facts = {**json.loads(keeping.write(Known(URL, 1.0, SAVED))), **change}
    with pytest.raises(ValueError, match=r".*"):
        keeping.read(json.dumps(facts).encode())

from dataclasses import replace
from pathlib import Path

import pytest
from bench.labels.read import MAILS, Label, load

from unhook.language.labels import INTENTS, TOPICS

PHISH = Label(
    sha256="0" * 64,
    language="en",
    unreadable=False,
    intents=("cred_theft",),
    spam=False,
    lure="storage",
    topics=("Security and Authentication",),
    request=True,
    urgency=True,
    financial=False,
    sure=True,
)
HEAD = "\t".join(Label.__slots__)
LINE = "\t".join(["0" * 64, "en", "0", "cred_theft", "0", "storage", PHISH.topics[0], "1", "1", "0", "1"])


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "mails.tsv"
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def test_the_shipped_labels_are_well_formed_and_enough() -> None:
    labels = load()
    assert len(labels) >= 400
    assert len(labels) == len(MAILS.read_text(encoding="utf-8").splitlines()) - 1
    assert list(labels) == sorted(labels)
    assert all(key == label.sha256 for key, label in labels.items())


def test_the_shipped_labels_hold_no_text() -> None:
    for line in MAILS.read_text(encoding="ascii").splitlines()[1:]:
        assert "@" not in line
        assert "/" not in line


def test_there_are_eight_intents_and_37_topics() -> None:
    assert (len(INTENTS), len(TOPICS)) == (8, 37)


def test_a_line_becomes_a_label(tmp_path: Path) -> None:
    assert load(written(tmp_path, LINE)) == {PHISH.sha256: PHISH}


def test_several_intents_and_topics_are_parted_by_semicolons(tmp_path: Path) -> None:
    line = LINE.replace("cred_theft", "cred_theft;steal_pii").replace(
        PHISH.topics[0], "Romance;Political Mail"
    )
    label = load(written(tmp_path, line))[PHISH.sha256]
    assert label.intents == ("cred_theft", "steal_pii")
    assert label.topics == ("Romance", "Political Mail")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cred_theft", "cred_thief", "unknown intent 'cred_thief'"),
        ("cred_theft", "cred_theft;cred_theft", "named twice"),
        ("cred_theft", "cred_theft;", "unknown intent ''"),
        ("storage", "quota", "unknown lure 'quota'"),
        ("storage", "", "unknown lure ''"),
        ("Security and Authentication", "security and authentication", "unknown topic"),
        ("\ten\t", "\txx\t", "unknown language 'xx'"),
        ("\ten\t", "\t\t", "unknown language ''"),
        ("\t1\t1\t", "\t1\tyes\t", "neither 0 nor 1: 'yes'"),
        ("0" * 64, "0" * 63, "no SHA-256"),
        ("\tstorage", "", "not 11 columns"),
        ("\tstorage", "\tstorage\t", "not 11 columns"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in LINE
    with pytest.raises(ValueError, match=f"line 3: .*{message}"):
        load(written(tmp_path, LINE.replace("0" * 64, "1" * 64), LINE.replace(old, new, 1)))


def test_a_mail_is_labelled_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line 3: this mail has a label already"):
        load(written(tmp_path, LINE, LINE))


def test_columns_are_those_of_a_label(tmp_path: Path) -> None:
    path = tmp_path / "mails.tsv"
    path.write_text(HEAD.replace("lure", "bait") + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        load(path)


def test_spam_has_no_intent_and_an_intent_is_no_spam() -> None:
    assert replace(PHISH, intents=(), lure="", spam=True).spam
    with pytest.raises(ValueError, match="one of the three"):
        replace(PHISH, spam=True)
    with pytest.raises(ValueError, match="one of the three"):
        replace(PHISH, intents=(), lure="")


def test_benign_stands_alone() -> None:
    with pytest.raises(ValueError, match="stands alone"):
        replace(PHISH, intents=("cred_theft", "benign"))


def test_only_credential_theft_has_a_lure() -> None:
    with pytest.raises(ValueError, match="a lure without cred_theft"):
        replace(PHISH, intents=("bec",))


def test_at_most_three_topics() -> None:
    with pytest.raises(ValueError, match="more than three"):
        replace(PHISH, topics=tuple(sorted(TOPICS)[:4]))


def test_an_unreadable_mail_says_nothing_else() -> None:
    nothing = replace(
        PHISH,
        unreadable=True,
        language="",
        intents=(),
        lure="",
        topics=(),
        request=False,
        urgency=False,
    )
    assert nothing.unreadable
    for said in ({"language": "en"}, {"topics": ("Romance",)}, {"request": True}):
        with pytest.raises(ValueError, match="says nothing else"):
            replace(nothing, **said)

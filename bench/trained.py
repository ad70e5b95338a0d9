"""The peers with their Bayes filters trained on mails of ours, and bogofilter: loopback only.

What is not installed is left out. Training is by each peer's own command or protocol; nothing learns
while it is being asked.
"""

import http.client
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.peers import (
    Peer,
    Rspamd,
    SpamAssassin,
    free_port,
    listens,
    place,
    rspamd_command,
    spamd_command,
    start,
)

BOGOFILTER, RSPAMD, SPAMASSASSIN = "bogofilter", "Rspamd + Bayes", "SpamAssassin + Bayes"
SECONDS_TO_LEARN = 3600
_RSPAMD_BAYES = """
classifier "bayes" {
  tokenizer { name = "osb"; }
  backend = "sqlite3";
  min_tokens = 11;
  min_learns = 20;
  languages_enabled = true;
  statfile { symbol = "BAYES_HAM"; path = "%(folder)s/ham.sqlite"; spam = false; }
  statfile { symbol = "BAYES_SPAM"; path = "%(folder)s/spam.sqlite"; spam = true; }
}
"""
_SPAMASSASSIN_BAYES = """
use_bayes 1
bayes_auto_learn 0
bayes_min_spam_num 20
bayes_min_ham_num 20
bayes_path %s/bayes/db
bayes_file_mode 0777
"""


class Bogofilter:
    """One process a message on a word list of its own; the score is its probability of spam."""

    name = BOGOFILTER
    flags_from = 0.99

    def __init__(self, folder: Path) -> None:
        self.command = ["bogofilter", "-C", "-d", str(folder)]

    def learn(self, raws: Sequence[bytes], spam: bool) -> None:
        """Register messages as spam or ham."""
        for raw in raws:
            subprocess.run([*self.command, "-s" if spam else "-n"], input=raw, check=True, timeout=60)

    def score(self, raw: bytes) -> float:
        """The second word of its terse answer (`S 0.999 ...`)."""
        asked = subprocess.run([*self.command, "-T"], input=raw, capture_output=True, timeout=60, check=False)
        return float(asked.stdout.split()[1])


@contextmanager
def bogofilter(phish: Sequence[bytes], ham: Sequence[bytes]) -> Iterator[list[Peer]]:
    """The word list filter where installed, after learning the two classes."""
    with place() as (folder, _):
        peers: list[Peer] = []
        if shutil.which("bogofilter"):
            filter_ = Bogofilter(folder)
            filter_.learn(phish, spam=True)
            filter_.learn(ham, spam=False)
            peers.append(filter_)
        yield peers


@contextmanager
def rspamd(phish: Sequence[bytes], ham: Sequence[bytes]) -> Iterator[list[Peer]]:
    """Rspamd where installed, its Bayes after learning the two classes, started and stopped."""
    with place() as (folder, processes):
        peer = _rspamd(folder / "rspamd", phish, ham, processes) if shutil.which("rspamd") else None
        yield [peer] if peer else []


@contextmanager
def spamassassin(phish: Sequence[bytes], ham: Sequence[bytes]) -> Iterator[list[Peer]]:
    """SpamAssassin where installed, its Bayes after learning the two classes, started and stopped."""
    with place() as (folder, processes):
        peers: list[Peer] = []
        if shutil.which("spamd") and shutil.which("sa-learn"):
            configuration = _spamassassin(folder / "spamassassin", phish, ham)
            port = free_port()
            processes.append(start(spamd_command(port, f"--siteconfigpath={configuration}")))
            if listens(SPAMASSASSIN, port):
                peers.append(SpamAssassin(port, SPAMASSASSIN))
        yield peers


RUNNING = {BOGOFILTER: bogofilter, RSPAMD: rspamd, SPAMASSASSIN: spamassassin}
"""By name, the quickest learner first; each takes raw phish and ham and gives the peer, or none."""


def _spamassassin(folder: Path, phish: Sequence[bytes], ham: Sequence[bytes]) -> Path:
    """A copy of the site's configuration whose Bayes database has learnt the mails."""
    configuration = folder / "etc"
    shutil.copytree("/etc/spamassassin", configuration)
    bayes = folder / "bayes"
    bayes.mkdir()
    bayes.chmod(0o777)
    with (configuration / "local.cf").open("a", encoding="utf-8") as out:
        out.write(_SPAMASSASSIN_BAYES % folder)
    for kind, raws in (("spam", phish), ("ham", ham)):
        mails = folder / kind
        mails.mkdir()
        for number, raw in enumerate(raws):
            (mails / f"{number:06d}").write_bytes(raw)
        _learn(configuration, "--no-sync", f"--{kind}", str(mails))
    _learn(configuration, "--sync")
    for path in bayes.iterdir():
        path.chmod(0o666)
    return configuration


def _learn(configuration: Path, *arguments: str) -> None:
    command = ["sa-learn", f"--siteconfigpath={configuration}", "-L", *arguments]
    subprocess.run(command, check=True, timeout=SECONDS_TO_LEARN, stdout=subprocess.DEVNULL)


def _rspamd(
    folder: Path, phish: Sequence[bytes], ham: Sequence[bytes], processes: list[subprocess.Popen[bytes]]
) -> Rspamd | None:
    folder.mkdir()
    os.chmod(folder, 0o755)
    port, controller = free_port(), free_port()
    command = rspamd_command(folder, port)
    words = folder / "bayes"
    words.mkdir()
    shutil.chown(words, "_rspamd")
    configuration = folder / "etc"
    (configuration / "statistic.conf").write_text(_RSPAMD_BAYES % {"folder": words})
    (configuration / "local.d" / "worker-controller.inc").write_text(
        f'count = 1; enabled = true; bind_socket = "127.0.0.1:{controller}"; secure_ip = "127.0.0.1";\n'
    )
    processes.append(start(command))
    if not (listens(RSPAMD, port) and listens("Rspamd's controller", controller)):
        return None
    link = http.client.HTTPConnection("127.0.0.1", controller, timeout=120)
    learnt = {"/learnspam": 0, "/learnham": 0}
    for path, raws in (("/learnspam", phish), ("/learnham", ham)):
        for raw in raws:
            link.request("POST", path, body=raw)
            reply = link.getresponse()
            reply.read()
            learnt[path] += reply.status == http.client.OK
    if min(learnt.values()) < 20:
        raise RuntimeError(f"Rspamd learnt too little: {learnt}")
    peer = Rspamd(port)
    peer.name = RSPAMD
    return peer

"""Messages a second on the same mails in one run: Unhook in one process, its peers on loopback."""

import time
from collections.abc import Callable

from bench.peers import Peer
from bench.statistics import percentile


def measure(raws: list[bytes], peers: list[Peer]) -> str:
    """A table of throughput and latency (ms) and the ratios to each peer.

    Every filter sees the same mails once to warm up (the first fifty) and once counted.
    Unhook runs as its command line does, in this process.
    """
    from unhook import check, parse
    from unhook.__main__ import spare_collector

    spare_collector()
    timings = {"Unhook parse": _times(raws, parse), "Unhook check": _times(raws, check)}
    for peer in peers:
        timings[peer.name] = _times(raws, peer.score)
    ours = sum(timings["Unhook check"])
    lines = [f"{len(raws)} mails, {sum(map(len, raws)) / 1e6:.1f} MB, one core, one client"]
    lines.append(f"{'':14}{'mails/s':>9}{'median':>9}{'p95':>9}{'max':>9}   Unhook check is")
    for name, seconds in timings.items():
        cells = [percentile(seconds, share) * 1e3 for share in (0.5, 0.95, 1.0)]
        ratio = f"{sum(seconds) / ours:6.1f} times as fast"
        lines.append(
            f"{name:14}{len(raws) / sum(seconds):9.0f}" + "".join(f"{c:9.1f}" for c in cells) + f"   {ratio}"
        )
    return "\n".join(lines)


def _times(raws: list[bytes], judge: Callable[[bytes], object]) -> list[float]:
    for raw in raws[:50]:
        judge(raw)
    seconds = []
    for raw in raws:
        start = time.perf_counter()
        judge(raw)
        seconds.append(time.perf_counter() - start)
    return seconds

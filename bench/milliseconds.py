"""What understanding and deciding cost beside parsing: milliseconds of processor time, load time, memory.

Processor time of this one thread, since other work on the machine is not Unhook's. Loading and memory are
those of fresh processes.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

from bench.statistics import percentile

Result = TypeVar("Result")

RUNS = 7
_LOAD = """
import json, resource, time
{imports}
def kilobytes():
    # Linux alone: what a process held at its most is inherited from who started it.
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() // 1024
before = kilobytes()
start = time.process_time()
kept = {load}
spent = time.process_time() - start
print(json.dumps([spent, kilobytes() - before]))
"""
LOADED = {
    "understanding": ("import unhook.language.intents as part", "part.shipped()"),
    "verdict": ("import unhook.verdict.learnt as part", "part.read()"),
}
"""By part: what is imported before the clock starts, and what reads its model."""


def measure(raws: list[bytes]) -> str:
    """A table of the parts over these mails, each timed on the same parsed mail; then the models' load."""
    lines = [
        f"{len(raws)} mails, {sum(map(len, raws)) / 1e6:.1f} MB, one core",
        f"{'ms of processor time':34}{'median':>9}{'mean':>9}{'p95':>9}{'max':>9}",
    ]
    for name, seconds in parts(raws).items():
        figures = [median(seconds), sum(seconds) / len(seconds), percentile(seconds, 0.95), max(seconds)]
        lines.append(f"{name:34}" + "".join(f"{1e3 * figure:9.2f}" for figure in figures))
    for name, (imports, load) in LOADED.items():
        spent, grown = loading(imports, load)
        lines.append(f"loading the model of {name}: {1e3 * spent:.0f} ms, {grown / 1024:.1f} MB more memory")
    return "\n".join(lines)


def parts(raws: list[bytes]) -> dict[str, list[float]]:
    """Seconds of each part by mail. `verdict` is the decision alone: its model's features, words and sum,
    after the rules ran.
    """
    from unhook import app
    from unhook.__main__ import spare_collector
    from unhook.context import Context
    from unhook.language import understand
    from unhook.verdict import BALANCED, decide

    spare_collector()
    pack, model, context = app.shipped_pack(), app.model(), app.equipped(Context())
    seconds: dict[str, list[float]] = {
        name: [] for name in ("parsing", "rules", "understanding", "verdict", "understanding and verdict")
    }
    for number, raw in enumerate([*raws[:50], *raws]):
        parse_time, message = _timed(app.parse, raw, context)
        rule_time, findings = _timed(pack.run, message, context)
        text, subject = message.body.current_thread.text, message.subject.subject
        understand_time, _ = _timed(understand, text, subject)
        verdict_time, _ = _timed(decide, message, findings, context, BALANCED, model)
        # The first fifty warm up.
        if number >= min(50, len(raws)):
            times = parse_time, rule_time, understand_time, verdict_time, understand_time + verdict_time
            for name, spent in zip(seconds, times, strict=True):
                seconds[name].append(spent)
    return seconds


def _timed(work: Callable[..., Result], *arguments: object) -> tuple[float, Result]:
    start = time.thread_time()
    result = work(*arguments)
    return time.thread_time() - start, result


def loading(imports: str, load: str) -> tuple[float, int]:
    """Median seconds of processor time and kilobytes that a fresh process needs to read a model."""
    told = [
        json.loads(subprocess.check_output([sys.executable, "-c", _LOAD.format(imports=imports, load=load)]))
        for _ in range(RUNS)
    ]
    return median(spent for spent, _ in told), round(median(grown for _, grown in told))

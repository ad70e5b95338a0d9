"""A worker: runs the scanners that read a file, and tells before each one which it is."""

import math
import resource
import time
from collections.abc import Sequence
from dataclasses import asdict, replace

import msgspec

from unhook.files import answers, frame
from unhook.files.model import Fault, Found
from unhook.files.scanner import Sample, Scanner
from unhook.limits import FileLimits

_JOBS = frame.Bounds(message=64 * 1024 * 1024, attachments=1, attached=2**40)
"""The parent is trusted."""


def serve(end: int, scanners: Sequence[Scanner]) -> None:
    """Answer one job after the other on that socket, until the other side closes it."""
    channel = frame.to_parent(end)
    while True:
        try:
            job, (data,) = channel.receive(_JOBS)
        except EOFError:
            return
        _answer(channel, replace(job.sample, data=data), job, scanners)
        channel.send(frame.Done())


def _answer(
    channel: "frame.Channel[frame.Job]", sample: Sample, job: frame.Job, scanners: Sequence[Scanner]
) -> None:
    room = job.room
    for scanner in scanners:
        if scanner.name in job.done or not scanner.reads(sample):
            continue
        channel.send(frame.Started(scanner.name))
        _allow_processor(sample.limits.scan_seconds)
        found = answers.bounded(scanned(scanner, sample), sample.limits, room)
        attached = [child.data for child in found.children]
        room -= sum(map(len, attached))
        channel.send(_message(found, sample.limits), attached)


def scanned(scanner: Scanner, sample: Sample) -> Found:
    """What the scanner finds; what it raises becomes a fault."""
    try:
        return scanner.scan(sample)
    except MemoryError:
        return Found(faults=(Fault("memory", scanner.name),))
    except ModuleNotFoundError as error:
        return Found(faults=(Fault("unsupported", error.name or scanner.name),))
    except BaseException as error:
        return Found(faults=(Fault("failed", f"{scanner.name}: {type(error).__name__}"),))


def _allow_processor(seconds: float) -> None:
    """So much processor time from now on; the kernel then ends the process (SIGXCPU)."""
    used = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (used, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _message(found: Found, limits: FileLimits) -> bytes:
    """The answer without its children's data, in the bytes that cross the border."""
    bare = replace(found, children=tuple(replace(child, data=b"") for child in found.children))
    try:
        message = frame.encode(frame.Finished(bare))
    except (TypeError, ValueError, OverflowError, RecursionError):
        message = frame.encode(frame.Finished(_plain(bare)))
    if len(message) <= limits.answer_bytes:
        return message
    # What was found inside is worth more than what was said of it.
    named = tuple(replace(child, name=(child.name or "")[:255]) for child in bare.children)
    cut = Found(children=named, faults=(Fault("limit:answer_bytes"),))
    return frame.encode(frame.Finished(cut))


def _plain(found: Found) -> Found:
    try:
        return msgspec.convert(answers.plain(asdict(found)), Found)
    except (msgspec.ValidationError, RecursionError) as error:
        return Found(faults=(Fault("failed", type(error).__name__),))

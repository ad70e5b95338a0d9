"""A worker that does with a mail what its subject says."""

import os
import sys
import time
from dataclasses import replace
from typing import BinaryIO

import msgspec

from mailflow.judges import ANSWER
from unhook.mailflow.job import Job
from unhook.mailflow.worker import FAULT, LENGTH, READY, frame
from unhook.settings import Settings


def read(stream: BinaryIO) -> bytes:
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if head else b""


def answer(job: Job, settings: Settings) -> bytes:
    subject = next(each.value for each in job.header if each.name == b"Subject").strip()
    if subject == b"crash":
        os._exit(1)
    if subject == b"hang":
        time.sleep(600)
    if subject.startswith(b"wait "):
        while not os.path.exists(subject[5:]):
            time.sleep(0.01)
    if subject == b"fault":
        return FAULT + b"ValueError: no"
    if subject == b"garbage":
        return b"\xff\xff"
    plan = replace(ANSWER.plan, exempt=f"{os.getpid()} {settings.policy.malicious}")
    return msgspec.msgpack.encode(replace(ANSWER, plan=plan))


settings = Settings.model_validate_json(read(sys.stdin.buffer))
ready = FAULT + b"no such feed" if settings.milter.feeds else READY
sys.stdout.buffer.write(frame(ready))
sys.stdout.buffer.flush()
while data := read(sys.stdin.buffer):
    sys.stdout.buffer.write(frame(answer(msgspec.msgpack.decode(data, type=Job), settings)))
    sys.stdout.buffer.flush()

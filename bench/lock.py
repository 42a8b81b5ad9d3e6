"""What one try at a lock costs: `python -m bench.lock`. Needs the built app (`make .make/pwa`).

Prints a table, one line for each cost of Argon2id: the program of this repository in Node and in a worker of Chromium,
which is what the owner waits for, and OpenSSL's on one core, which somebody has who holds copied files. Of Node and
OpenSSL it is processor time, so that a busy machine tells as little as it can; a worker has only the clock.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from playwright.sync_api import sync_playwright

from bench.report import machine
from tests.journeys.phone import CHROMIUM, FLAGS

NODE: Final = str(Path(sys.executable).parent / "node")
PWA: Final = Path(__file__).parent.parent / "pwa"
COSTS: Final = ((19_456, 2), (47_104, 1), (47_104, 2), (47_104, 3), (47_104, 4))
TIMES: Final = 6
PINS: Final = 10**6
HOUR: Final = 3600

IN_NODE: Final = """
import { stretch } from './src/core/vault/argon.ts';
const [memory, passes] = process.argv.slice(1).map(Number);
const begun = process.cpuUsage();
stretch('271828', new Uint8Array(16), { memory, passes });
const { user, system } = process.cpuUsage(begun);
console.log((user + system) / 1000);
"""

# A worker of its own each time, as the app starts it.
IN_CHROMIUM: Final = """async ([script, memory, passes]) => {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const begun = performance.now();
  const worker = new Worker(address);
  await new Promise((made, failed) => {
    worker.onmessage = made;
    worker.onerror = failed;
    worker.postMessage({ pin: '271828', salt: new Uint8Array(16), cost: { memory, passes } });
  });
  worker.terminate();
  return performance.now() - begun;
}"""


def in_node(memory: int, passes: int) -> float:
    command = [NODE, "--input-type=module", "-e", IN_NODE, str(memory), str(passes)]
    return float(subprocess.run(command, cwd=PWA, check=True, capture_output=True, text=True).stdout)


def in_openssl(memory: int, passes: int) -> float:
    begun = time.thread_time()
    Argon2id(salt=bytes(16), length=32, iterations=passes, lanes=1, memory_cost=memory).derive(b"271828")
    return (time.thread_time() - begun) * 1000


def main() -> None:
    (script,) = (PWA / "dist" / "assets").glob("stretch-*.js")
    code = script.read_text()
    took: dict[tuple[int, int], list[tuple[float, float, float]]] = {cost: [] for cost in COSTS}
    before = os.getloadavg()[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        # All of them in turn, so that a busy minute of the machine falls on every one.
        for _ in range(TIMES):
            for cost, found in took.items():
                found.append((in_node(*cost), page.evaluate(IN_CHROMIUM, [code, *cost]), in_openssl(*cost)))
        browser.close()
    print(f"{machine()}; load {before:.2f} before; the fastest of {TIMES}, ms\n")
    print(
        "| memory, passes | Node, processor | Chromium, worker, clock | OpenSSL, processor | a million PINs, one core |"
    )
    print("| --- | --- | --- | --- | --- |")
    for (memory, passes), found in took.items():
        node, chromium, openssl = (min(one) for one in zip(*found, strict=True))
        hours = openssl / 1000 * PINS / HOUR
        print(f"| {memory // 1024} MiB, {passes} | {node:.0f} | {chromium:.0f} | {openssl:.0f} | {hours:.1f} hours |")


if __name__ == "__main__":
    main()

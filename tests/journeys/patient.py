"""The service worker without its deadlines.

It gives up on a disk that is slow: a page stands under the plain name after half a second, a new one waits two for the
words of the old one, a notice is written in four or shown as it came. On a busy machine any process may stand still for
longer, and most journeys are not about that.
"""

from pathlib import Path

from tests.journeys.phone import Phone

# Of what the worker asks the network, too: a minute is an hour.
PATIENT = """if (!self.isPatient) {
  self.isPatient = true;
  const [later, limit] = [self.setTimeout.bind(self), AbortSignal.timeout.bind(AbortSignal)];
  self.setTimeout = (go, milliseconds, ...more) => later(go, 60 * milliseconds, ...more);
  AbortSignal.timeout = (milliseconds) => limit(60 * milliseconds);
}
"""


def patient_worker(phone: Phone) -> None:
    """From now on, for as long as the worker runs: not when a journey ends it."""
    phone.worker_ready()
    context = phone.context
    worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
    worker.evaluate(PATIENT)


def patient_app(app: Path) -> None:
    """Every worker of this copy of the built app, from its start."""
    worker = app / "sw.js"
    worker.write_text(PATIENT + worker.read_text(), encoding="utf-8")

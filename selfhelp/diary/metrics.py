"""What is counted of syncing: puts by what became of them, never whose."""

from functools import partial

from prometheus_client import CollectorRegistry, Counter

from selfhelp.diary.schema import SyncAnswer
from selfhelp.http.metrics import Lots


class Puts:
    """Puts in `registry`, by outcome: *accepted* (a retry, too), *conflict*, *bad-seal* or *vault-full*."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._lots = Lots()
        puts = Counter("selfhelp_puts", "Records put, by what became of them.", ["outcome"], registry=registry)
        self._accepted, self._conflicts = puts.labels("accepted"), puts.labels("conflict")
        self._refused = {kind: puts.labels(kind) for kind in ("bad-seal", "vault-full")}

    def count(self, answer: SyncAnswer) -> None:
        """Count what one sync said: what is everyday in lots, what an operator may have to see to at once."""
        if answer.accepted:
            self._lots.add(partial(self._accepted.inc, len(answer.accepted)))
        if answer.conflicts:
            self._lots.add(partial(self._conflicts.inc, len(answer.conflicts)))
        for refused in answer.refused:
            self._refused[refused.type].inc()

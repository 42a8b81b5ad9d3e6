"""What is counted of syncing: puts by what became of them, never whose."""

from prometheus_client import CollectorRegistry, Counter

from selfhelp.diary.schema import SyncAnswer


class Puts:
    """Puts in `registry`, by outcome: *accepted* (a retry, too), *conflict*, *bad-seal* or *vault-full*."""

    def __init__(self, registry: CollectorRegistry) -> None:
        puts = Counter("selfhelp_puts", "Records put, by what became of them.", ["outcome"], registry=registry)
        self._accepted, self._conflicts = puts.labels("accepted"), puts.labels("conflict")
        self._refused = {kind: puts.labels(kind) for kind in ("bad-seal", "vault-full")}

    def count(self, answer: SyncAnswer) -> None:
        """Count what one sync said."""
        if answer.accepted:
            self._accepted.inc(len(answer.accepted))
        if answer.conflicts:
            self._conflicts.inc(len(answer.conflicts))
        for refused in answer.refused:
            self._refused[refused.type].inc()

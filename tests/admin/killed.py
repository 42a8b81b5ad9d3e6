"""A command that is killed between two of its steps: what it commits, and what it does to the files beside."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from typing import Any, Final

import psycopg
from sqlalchemy import make_url

from selfhelp.settings import Settings
from tests.live import as_environment

_FORKING: Final = get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.forked"])


def _run(environ: Mapping[str, str], arguments: list[str], steps: int) -> None:
    from sqlalchemy import Engine, event

    from selfhelp.cli import main
    from selfhelp.notify import rotate_endpoint_key

    left = [steps]

    def step(*_: Any) -> None:
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    def after_a_step(change: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(path: Any, *more: Any, **named: Any) -> Any:
            if os.path.lexists(path):  # what is not there is not taken away
                step()
            return change(path, *more, **named)

        return stepping

    event.listen(Engine, "commit", step)
    for name in ("link", "replace", "unlink"):
        setattr(os, name, after_a_step(getattr(os, name)))
    rotate_endpoint_key.ROWS_AT_ONCE = 2  # type: ignore[misc]
    os.environ.clear()
    os.environ.update(environ)
    os._exit(main(arguments))


_HELD = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
WHERE locktype = 'advisory' AND datname = current_database()
"""


def killed(settings: Settings, *arguments: str, after: int) -> bool:
    """Run a command that is killed after so many steps; False when it had no more than that."""
    environ = {**os.environ, **as_environment(settings)}
    process = _FORKING.Process(target=_run, args=(environ, list(arguments), after))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    if settings.database:
        _let_go(settings.database)
    return process.exitcode != 0


def _let_go(database: str) -> None:
    """Wait until PostgreSQL has noticed that the process is gone, and holds no lock for it any more."""
    url = make_url(database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        while connection.execute(_HELD).fetchone() != (0,):
            time.sleep(0.01)

"""The database: two calls, `read` and `write`, that serve SQLite and PostgreSQL alike.

Nothing above this package knows which database it is on, and nothing in it knows what is kept.
"""

from selfhelp.store.queue import Coalesced, Overloaded
from selfhelp.store.rows import AddRows, ChangeRows
from selfhelp.store.statements import PageStatement, SetStatement, Statement, among
from selfhelp.store.store import Store
from selfhelp.store.writer import after_commit_checkpoint

__all__ = [
    "AddRows",
    "ChangeRows",
    "Coalesced",
    "Overloaded",
    "PageStatement",
    "SetStatement",
    "Statement",
    "Store",
    "after_commit_checkpoint",
    "among",
]

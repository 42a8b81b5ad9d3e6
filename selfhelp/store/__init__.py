"""The database: two calls, `read` and `write`, for SQLite and PostgreSQL alike.

Nothing above this package knows which database it uses, and nothing in it knows what is stored.
"""

from selfhelp.store.faults import Overloaded
from selfhelp.store.statements import AddRows, ChangeRows, Id, NoRow, SetStatement, Statement, Value, among, insert_new
from selfhelp.store.store import Store
from selfhelp.store.writer import Coalesced, after_commit_checkpoint

__all__ = [
    "AddRows",
    "ChangeRows",
    "Coalesced",
    "Id",
    "NoRow",
    "Overloaded",
    "SetStatement",
    "Statement",
    "Store",
    "Value",
    "after_commit_checkpoint",
    "among",
    "insert_new",
]

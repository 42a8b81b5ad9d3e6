"""The migrations and the tables say the same, on both databases."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from selfhelp.store.migrate import import_tables, upgrade


def test_autogenerate_finds_nothing_to_do(settings: Settings) -> None:
    import_tables()
    engine = writing_engine(database_url(settings))
    upgrade(engine)
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    engine.dispose()


def test_every_table_of_boxes_lies_in_the_order_of_its_ids(tmp_path: Path) -> None:
    """Without a rowid, since a rowid tells who came first; in the outbox it tells what is due first, as `due` does."""
    import_tables()
    engine = writing_engine(database_url(Settings(data=tmp_path)))
    upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'")
        ).all()
    engine.dispose()
    written = {row.name: row.sql for row in rows}
    assert written.keys() >= {"slot", "vault", "record", "grave", "log"}
    assert [name for name, sql in written.items() if "WITHOUT ROWID" not in sql] == ["outbox"]

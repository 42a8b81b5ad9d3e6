"""What lies in the outbox when a server is brought up to date is sent all the same."""

from sqlalchemy import text

from selfhelp.settings import Settings
from selfhelp.store.engine import database_url, writing_engine
from selfhelp.store.migrate import upgrade

CHANNEL = {
    **{"id": b"c" * 16, "auth": b"a" * 32, "timezone": "Europe/Oslo", "locale": "nb", "state": "active"},
    **{"opened": "2027-02-03", "unanswered": 0, "created": 1},
}
MESSAGE = {
    **{"channel": b"c" * 16, "kind": "daily", "nominal": "2027-02-03", "deadline": 9, "lease": 0, "attempts": 0},
    **{"topic": "t", "body": b"b" * 1127},
}


def insert(table: str, row: dict[str, object]) -> str:
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})"


def test_messages_stay_when_the_outbox_is_laid_out_anew(settings: Settings) -> None:
    settings.data.mkdir(exist_ok=True)
    engine = writing_engine(database_url(settings))
    upgrade(engine, "0004_push_hosts")
    messages = [MESSAGE | {"tag": bytes([due]) * 16, "due": due, "not_before": due} for due in (3, 1, 2)]
    with engine.begin() as connection:
        connection.execute(text(insert("channel", CHANNEL)), CHANNEL)
        for message in messages:
            connection.execute(text(insert("outbox", message)), message)
    upgrade(engine)
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT due, body FROM outbox ORDER BY due")).all()
    assert [tuple(row) for row in rows] == [(due, b"b" * 1127) for due in (1, 2, 3)]
    engine.dispose()

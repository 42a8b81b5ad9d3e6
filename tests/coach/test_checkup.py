"""`selfhelp doctor` on coaches: what is missing, whose certificate ends, and who waits."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session

from selfhelp.coach import checkup
from selfhelp.doctor.reminders import coaches
from selfhelp.finding import Finding
from selfhelp.store.engine import SQLITE_FILE
from tests.coach.operator import Operator


def found(operator: Operator, *, launch: bool = False) -> dict[str, Finding]:
    """Each finding by what it says after «coaches: »."""
    findings = list(coaches(operator.settings, launch))
    for finding in findings:
        assert finding.what.startswith("coaches: ")
        assert finding.level == "fine" or (finding.why and finding.do)
    return {finding.what.removeprefix("coaches: "): finding for finding in findings}


def run_sql(operator: Operator, statement: str, **values: object) -> None:
    def work(session: Session) -> None:
        session.execute(sql(statement), values)

    operator.write(work)


def test_without_a_key_and_without_coaches_all_is_well(operator: Operator) -> None:
    (finding,) = found(operator, launch=True).values()
    assert (finding.level, finding.what) == ("fine", "coaches: none, pack.toml has no organisation.key")


def test_before_the_first_start_all_is_well(operator: Operator) -> None:
    (operator.settings.data / SQLITE_FILE).unlink()
    assert [finding.level for finding in found(operator).values()] == ["fine"]


def test_coaches_without_a_key_in_the_pack_are_told(operator: Operator) -> None:
    operator.enrol("Kari")
    operator.invite("Ola")
    ((says, finding),) = found(operator).items()
    assert (says, finding.level) == ("Kari, Ola, and pack.toml has no organisation.key", "warning")


def test_threads_that_are_left_without_a_key_and_without_coaches_are_told(operator: Operator) -> None:
    operator.enrol("Kari")
    operator.done("revoke", "Kari", "--yes")
    operator.thread()
    ((says, finding),) = found(operator).items()
    assert (says, finding.level) == ("1 conversation, and pack.toml has no organisation.key", "warning")


@pytest.mark.parametrize(("launch", "level"), [(False, "warning"), (True, "error")])
def test_a_key_without_an_active_coach_is_a_warning_and_at_launch_an_error(
    operator: Operator, launch: bool, level: str
) -> None:
    operator.make_key()
    ((says, finding),) = found(operator, launch=launch).items()
    assert (says, finding.level) == ("none active, and pack.toml has an organisation.key", level)


def test_a_coach_who_waits_for_a_certificate_is_told(operator: Operator) -> None:
    operator.make_key()
    operator.enrol("Aud")
    operator.certify("Aud")
    operator.enrol("Kari")
    ((says, finding),) = found(operator).items()
    assert (says, finding.level) == ("Kari: waiting for a certificate", "warning")
    assert "selfhelp coach list" in finding.do


def test_a_certificate_is_told_fourteen_days_before_its_end(operator: Operator) -> None:
    operator.make_key()
    operator.enrol("Kari")
    operator.certify("Kari", "--days", "16")
    assert list(found(operator)) == ["1 active, the first certificate ends in 15 days"]
    operator.certify("Kari", "--days", "15")
    assert list(found(operator)) == ["Kari: certificate ends within 14 days"]


def test_certificates_that_are_over_or_of_another_key_are_told(operator: Operator) -> None:
    operator.make_key()
    for label in ("Kari", "Ola"):
        operator.enrol(label)
        operator.certify(label)
    run_sql(operator, "UPDATE coach SET certificate = zeroblob(64) WHERE label = 'Ola'")
    run_sql(operator, "UPDATE coach SET expires = 1 WHERE label = 'Kari'")
    assert list(found(operator)) == [
        "none active, and pack.toml has an organisation.key",
        "Kari: certificate over",
        "Ola: certificate not signed by the key in pack.toml",
    ]


def test_a_revoked_coach_is_spoken_of_no_more(operator: Operator) -> None:
    operator.make_key()
    for label in ("Kari", "Ola"):
        operator.enrol(label)
        operator.certify(label)
    operator.done("revoke", "Ola", "--yes")
    assert list(found(operator)) == ["1 active, the first certificate ends in 89 days"]


def test_a_long_wait_for_an_answer_is_told(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    operator.certify("Kari")
    operator.thread((datetime.now(UTC) - timedelta(days=7)).date().isoformat(), coach)
    assert [finding.level for finding in found(operator).values()] == ["fine"]
    day = (datetime.now(UTC) - timedelta(days=8)).date().isoformat()
    run_sql(operator, "UPDATE thread SET waits_since = :day", day=day)
    assert list(found(operator)) == ["someone has waited 8 days for a reply"]
    assert "1 conversation, 1 waiting for a reply, the oldest for 8 days." in operator.done("list").out


def test_whoever_waits_and_is_in_no_inbox_is_told(operator: Operator) -> None:
    operator.make_key()
    kari, ola = operator.enrol("Kari"), operator.enrol("Ola")
    for label in ("Kari", "Ola"):
        operator.certify(label)
    today = datetime.now(UTC).date().isoformat()
    operator.thread(today, kari)
    operator.thread(today, kari, ola)
    operator.thread(None, kari)
    assert [finding.level for finding in found(operator).values()] == ["fine"]
    assert "no inbox" not in operator.done("list").out
    warned = "In 1 conversation someone waits for a reply, and no other active coach can read what was written."
    assert warned in operator.done("revoke", "Kari", "--dry-run").out
    assert "In 1 conversation" not in operator.done("revoke", "Ola", "--dry-run").out
    done = operator.done("revoke", "Kari", "--yes").out
    left = "In 1 conversation someone waits whom no coach can read"
    assert done.index(warned) < done.index("Done.") < done.index(left)
    ((says, finding),) = found(operator).items()
    assert says == "in 1 conversation someone whom no active coach can read waits for a reply"
    assert finding.level == "warning"
    assert "No active coach can read 1 of those waiting, and no inbox shows them." in operator.done("list").out
    run_sql(operator, "UPDATE coach SET expires = 1 WHERE label = 'Ola'")
    assert "in 2 conversations someone whom no active coach can read waits for a reply" in found(operator)


def test_a_broken_pack_or_database_is_left_to_those_who_say_it(operator: Operator) -> None:
    operator.organise('key = "***"\n')
    assert found(operator) == {}
    operator.organise("")
    (operator.settings.data / SQLITE_FILE).write_bytes(b"this is no database " * 500)
    assert found(operator) == {}


def test_as_many_coaches_as_a_thread_is_sealed_to_are_told_and_more_are_an_error(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.make_key()
    for label in ("Kari", "Ola"):
        operator.enrol(label)
        operator.certify(label)
    levels = {}
    for most in (3, 2, 1):
        monkeypatch.setattr(checkup, "MAX_COACHES", most)
        levels[most] = [finding.level for says, finding in found(operator).items() if says.startswith("2 active")]
    assert levels == {3: ["fine"], 2: ["warning"], 1: ["error"]}

"""Invite, list, revoke: what the operator sees and does on the server, and what is never written down."""

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session, select

from selfhelp.boxes import TOMBSTONES_FILE, BoxRequest, Tombstones
from selfhelp.boxes.access import tombstone_of
from selfhelp.cli import main
from selfhelp.coach import coaches
from selfhelp.coach.tables import CoachInvitation, Thread
from selfhelp.organisation import fingerprint, written
from selfhelp.store.engine import SQLITE_FILE
from tests.coach.operator import Coach, Operator


def states(operator: Operator) -> dict[str, str]:
    return {line["label"]: line["state"] for line in json.loads(operator.done("list", "--json").out)}


def run_sql(operator: Operator, statement: str, **values: object) -> None:
    def work(session: Session) -> None:
        session.execute(sql(statement), values)

    operator.write(work)


def invitations(operator: Operator) -> list[CoachInvitation]:
    found: list[CoachInvitation] = []

    def work(session: Session) -> None:
        found.extend(session.exec(select(CoachInvitation)))
        session.expunge_all()

    operator.write(work)
    return found


def test_an_invitation_is_a_link_whose_secret_only_its_hash_remembers(operator: Operator) -> None:
    printed = operator.done("invite", "--label", "Kari")
    secret = printed.value(r"^https://fotfeste\.no/coach#([0-9a-f]{64})$")
    (kept,) = invitations(operator)
    assert kept.id == hashlib.sha256(bytes.fromhex(secret)).digest()
    hours = (kept.until - datetime.now(UTC).timestamp()) / 3600
    assert 47.9 < hours <= 48
    raw = (operator.settings.data / SQLITE_FILE).read_bytes()
    assert secret.encode() not in raw
    assert bytes.fromhex(secret) not in raw


def test_nothing_of_an_invitation_is_logged(operator: Operator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    secret = operator.invite("Kari")
    assert secret not in caplog.text


def test_a_dry_run_invites_nobody(operator: Operator) -> None:
    printed = operator.done("invite", "--label", "Kari", "--dry-run")
    assert "Invites «Kari»" in printed.out
    assert "/coach#" not in printed.out
    assert invitations(operator) == []


@pytest.mark.parametrize("label", ["", "   ", "x" * 41, "Kari\nOla", "\x1b[31mKari"])
def test_a_label_is_one_short_line(operator: Operator, label: str) -> None:
    assert operator.refused("invite", "--label", label).startswith("--label: ")


def test_a_label_stands_for_one_coach(operator: Operator) -> None:
    operator.invite("Kari")
    assert "--label: «Kari» is taken (invited)" in operator.refused("invite", "--label", "Kari")
    operator.enrol("Ola")
    assert "(waiting)" in operator.refused("invite", "--label", "Ola")
    operator.done("revoke", "Ola", "--yes")
    operator.invite("Ola")


def test_without_a_key_in_the_pack_an_invitation_says_what_is_missing(operator: Operator) -> None:
    assert "no organisation.key yet" in operator.done("invite", "--label", "Kari").out
    operator.make_key()
    assert "organisation.key" not in operator.done("invite", "--label", "Ola").out


def test_the_list_says_who_is_where_and_what_to_do(operator: Operator) -> None:
    operator.make_key()
    waiting, active, ending = operator.enrol("Wenche"), operator.enrol("Aud"), operator.enrol("Ed")
    gone = operator.enrol("Geir")
    operator.invite("Ida")
    operator.certify("Aud", "--days", "60")
    operator.certify("Ed", "--days", "15")
    operator.done("revoke", "Geir", "--yes")
    printed = operator.done("list").out
    rows = {row.split()[0]: row.split() for row in printed.splitlines()[1:6]}
    assert list(rows) == ["Aud", "Ed", "Ida", "Wenche", "Geir"]
    assert rows["Aud"][1:4] == ["active", "59", active.id.hex()[:8]]
    assert rows["Ed"][1:3] == ["active", "14"]
    assert rows["Ida"][1:] == ["invited"]
    assert rows["Wenche"][1:3] == ["waiting", waiting.id.hex()[:8]]
    assert rows["Geir"][1:3] == ["revoked", gone.id.hex()[:8]]
    assert fingerprint(waiting.public) in printed
    assert "Ida has an invitation that nobody has used, good for 47 more hours." in printed
    assert f"selfhelp coach certify {waiting.id.hex()[:8]} --key FILE" in printed
    assert f"selfhelp coach sign --public-key {written(waiting.public)} --key FILE" in printed
    assert "\n0 conversations, 0 waiting for a reply.\n" in printed
    assert "Ed has 14 days left." in printed
    assert written(ending.public) in printed
    assert written(active.public) not in printed


def test_the_list_as_json_has_every_field(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    operator.certify("Kari", "--days", "30")
    (line,) = json.loads(operator.done("list", "--json").out)
    assert line == {
        "label": "Kari",
        "state": "active",
        "id": coach.id.hex(),
        "fingerprint": fingerprint(coach.public),
        "public_key": written(coach.public),
        "days_left": 29,
    }


def test_an_empty_list_says_how_to_begin(operator: Operator) -> None:
    assert "selfhelp coach invite --label NAME" in operator.done("list").out


def test_an_invitation_that_is_over_is_listed_no_more(operator: Operator) -> None:
    operator.invite("Kari")
    run_sql(operator, "UPDATE coach_invitation SET until = :now", now=int(datetime.now(UTC).timestamp()))
    assert states(operator) == {}


def test_a_coach_whose_certificate_is_over_and_one_of_an_old_key_are_told_apart(operator: Operator) -> None:
    operator.make_key()
    kari, ola = operator.enrol("Kari"), operator.enrol("Ola")
    operator.certify("Kari")
    operator.certify("Ola")
    past = int((datetime.now(UTC) - timedelta(minutes=1)).timestamp())
    run_sql(operator, "UPDATE coach SET expires = :past WHERE id = :id", past=past, id=kari.id)
    run_sql(operator, "UPDATE coach SET certificate = zeroblob(64) WHERE id = :id", id=ola.id)
    assert states(operator) == {"Kari": "over", "Ola": "old key"}
    printed = operator.done("list").out
    assert "Kari can neither read nor write: the certificate is over." in printed
    assert "Ola is believed by no phone: the key in pack.toml has not signed the certificate." in printed


@pytest.mark.slow
def test_revoking_ends_a_coach_with_all_that_was_sealed_to_them(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    operator.certify("Kari")
    envelope = "INSERT INTO envelope (thread, coach, sealed) VALUES (:thread, :coach, x'00')"
    run_sql(operator, envelope, thread=operator.thread(), coach=coach.id)
    printed = operator.done("revoke", "Kari", "--dry-run")
    assert "the way into 1 conversation," in printed.out
    assert "No other coach is active: each person's phone says that nobody reads" in printed.out
    operator.enrol("Ola")
    operator.certify("Ola")
    assert "with the coaches who remain" in operator.done("revoke", "Kari", "--dry-run").out
    assert states(operator) == {"Kari": "active", "Ola": "active"}
    operator.done("revoke", "Kari", "--yes")
    assert states(operator) == {"Kari": "revoked", "Ola": "active"}

    def work(session: Session) -> None:
        assert session.execute(sql("SELECT count(*) FROM envelope")).scalar_one() == 0

    operator.write(work)
    for command in (("revoke", "Kari"), ("certify", coach.id.hex(), "--key", str(operator.key))):
        assert "was revoked, for good" in operator.refused(*command)


@pytest.mark.parametrize("answer", [None, "", "no", "yes"])
def test_a_coach_is_revoked_after_a_yes_alone(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, answer: str | None
) -> None:
    """None: nobody is at a terminal."""
    operator.enrol("Kari")
    monkeypatch.setattr("sys.stdin.isatty", lambda: answer is not None, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    if answer == "yes":
        assert "Done. " in operator.done("revoke", "Kari").out
    else:
        assert operator.refused("revoke", "Kari").endswith("Nothing was done. With --yes it is.\n")
    assert states(operator) == {"Kari": "revoked" if answer == "yes" else "waiting"}


def test_whoever_is_only_invited_cannot_be_certified_and_it_is_said_why(operator: Operator) -> None:
    operator.make_key()
    operator.done("invite", "--label", "Kari")
    said = operator.refused("certify", "Kari", "--key", str(operator.key))
    assert said.startswith("ID: «Kari» is invited and has not used the link yet.")


def test_a_coach_is_meant_by_label_by_id_or_by_its_beginning(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari Nordmann")
    for name in ("Kari Nordmann", coach.id.hex(), coach.id.hex()[:4], coach.id.hex()[:9].upper()):
        assert "«Kari Nordmann»" in operator.done("revoke", name, "--dry-run").out
    for name in ("Kari", coach.id.hex()[:3], "", "0" * 32 + "1"):
        assert f"ID: there is no coach «{name}»" in operator.refused("revoke", name)


def test_a_beginning_that_two_ids_share_is_refused(operator: Operator) -> None:
    first, second = operator.enrol("Kari"), operator.enrol("Ola")
    for coach, last in ((first, "01"), (second, "02")):
        run_sql(operator, "UPDATE coach SET id = :new WHERE id = :id", id=coach.id, new=bytes.fromhex("ab" * 15 + last))
    told = operator.refused("revoke", "abab")
    assert f"may be {'ab' * 15}01 or {'ab' * 15}02" in told


def test_an_invitation_is_used_once(operator: Operator) -> None:
    secret = bytes.fromhex(operator.invite("Kari"))
    taken = []

    def work(session: Session) -> None:
        coach = Coach()
        taken.append(coaches.enrol(session, BoxRequest(coach.id, bytes(32)), secret, coach.public, datetime.now(UTC)))

    operator.write(work)
    operator.write(work)
    assert [str(one) for one in taken] == ["Outcome.MADE", "Refusal.NO_INVITATION"]


def test_an_invitation_that_went_astray_is_taken_back_by_its_label(operator: Operator) -> None:
    secret = bytes.fromhex(operator.invite("Kari"))
    operator.invite("Ola")
    assert "Takes back the invitation of «Kari»" in operator.done("revoke", "Kari", "--dry-run").out
    assert len(invitations(operator)) == 2
    operator.done("revoke", "Kari", "--yes")
    assert [kept.label for kept in invitations(operator)] == ["Ola"]

    taken = []

    def work(session: Session) -> None:
        coach = Coach()
        taken.append(coaches.enrol(session, BoxRequest(coach.id, bytes(32)), secret, coach.public, datetime.now(UTC)))

    operator.write(work)
    assert [str(one) for one in taken] == ["Refusal.NO_INVITATION"]
    operator.invite("Kari")


def test_the_commands_wait_for_a_first_start(operator: Operator) -> None:
    (operator.settings.data / SQLITE_FILE).unlink()
    for command in (("list",), ("invite", "--label", "Kari"), ("revoke", "Kari"), ("erase", "0" * 32)):
        assert "There is no database" in operator.refused(*command)
    assert not list(operator.settings.data.iterdir())


def test_a_database_of_another_version_is_told(operator: Operator) -> None:
    run_sql(operator, "DROP TABLE coach_invitation")
    assert "not of this version" in operator.refused("list")
    assert "not of this version" in operator.refused("invite", "--label", "Kari")


def test_another_users_database_is_not_touched(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.geteuid()
    monkeypatch.setattr("os.geteuid", lambda: owner + 1)
    assert f"sudo -u '#{owner}' selfhelp coach" in operator.refused("list")
    assert [file.name for file in operator.settings.data.iterdir()] == [SQLITE_FILE]


def test_a_stop_in_the_middle_changes_nothing(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    monkeypatch.setattr(coaches, "certify", lambda *_: False)
    operator.typed = ["fem ord fra fem terninger"]
    assert "has been revoked meanwhile" in operator.refused("certify", "Kari", "--key", str(operator.key))
    assert states(operator) == {"Kari": "waiting"}
    assert coach.id.hex() in operator.done("list", "--json").out


def test_no_line_is_printed_inside_a_transaction(operator: Operator, tmp_path: Path) -> None:
    """Whoever reads the lines may take their time, and the server would wait with every write."""
    from selfhelp.coach import admin_cli
    from selfhelp.organisation import Trust

    operator.enrol("Kari")
    now = datetime.now(UTC)
    for lines in (
        admin_cli.invite(operator.settings, Trust(), "Ola", now, dry_run=False),
        admin_cli.revoke(operator.settings, "Kari", now, dry_run=False),
    ):
        for number, _ in enumerate(lines):
            run_sql(operator, "UPDATE thread SET weight = :number", number=number)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["invite"],
        ["org-key"],
        ["sign", "--key", "k"],
        ["certify", "Kari"],
        ["certify", "Kari", "--key", "k", "--certificate", "c"],
        ["rotate", "new"],
    ],
)
def test_a_wrong_call_is_refused_with_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coach", *arguments]) == 2
    assert "Usage: selfhelp coach" in capsys.readouterr().err


def test_ctrl_c_at_the_password_changes_nothing(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    operator.make_key()
    operator.enrol("Kari")

    def interrupted(_prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("getpass.getpass", interrupted)
    printed = operator.run("certify", "Kari", "--key", str(operator.key))
    assert (printed.status, printed.error) == (130, "\nStopped.\n")
    assert states(operator) == {"Kari": "waiting"}


def test_a_coach_is_revoked_even_while_the_pack_cannot_be_read(operator: Operator) -> None:
    operator.enrol("Kari")
    operator.author.write("pack.toml", "this is no TOML")
    assert "pack.toml:1" in operator.refused("list")
    assert operator.done("revoke", "Kari", "--yes").out.startswith("Revokes «Kari»")


def test_a_thread_is_erased_by_its_number_with_a_grave(operator: Operator) -> None:
    gone, kept = operator.thread(), operator.thread()
    found: list[bytes] = []

    def look(session: Session) -> None:
        found[:] = session.exec(select(Thread.id))

    asked = operator.done("erase", gone.hex(), "--dry-run")
    assert f"Deletes the conversation {gone.hex()}, with 0 messages, the last of 2026-11-27, for good." in asked.out
    operator.write(look)
    assert set(found) == {gone, kept}
    operator.done("erase", f" {gone.hex().upper()} ")
    operator.write(look)
    assert found == [kept]
    assert list(Tombstones(operator.settings.data / TOMBSTONES_FILE).hashes()) == [tombstone_of(gone)]
    assert "the server has no conversation" in operator.refused("erase", gone.hex())
    for word in (gone.hex()[:8], "x" * 32):
        assert operator.refused("erase", word).startswith("NUMBER: 32 digits")


def test_a_thread_without_a_grave_is_not_erased(operator: Operator) -> None:
    thread = operator.thread()
    (operator.settings.data / TOMBSTONES_FILE).mkdir()
    assert "Nothing was deleted" in operator.refused("erase", thread.hex())
    assert "with 0 messages" in operator.done("erase", thread.hex(), "--dry-run").out

"""A coach reads and answers only with the word of the key in the pack, for this very public key, 90 days at most."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session

from selfhelp.coach import admin_cli, certificate, orgkey, tables
from selfhelp.console import Stopped
from selfhelp.organisation import fingerprint, public_of, written
from tests.coach.operator import PASSWORD, Coach, Operator
from tests.reference import thread

NOW: Final = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
KEY: Final = orgkey.new_key()
COACH: Final = Coach()


def stored(operator: Operator, coach: Coach) -> tables.Coach:
    found: list[tables.Coach] = []

    def look(session: Session) -> None:
        found.append(session.get_one(tables.Coach, coach.id))
        session.expunge_all()

    operator.write(look)
    return found[0]


def sign_elsewhere(operator: Operator, coach: Coach, *more: str) -> str:
    """The certificate that the machine with the key prints."""
    operator.typed = [PASSWORD]
    printed = operator.done("sign", "--public-key", written(coach.public), "--key", str(operator.key), *more)
    return printed.value(r"--certificate (\S+)$")


def test_a_certificate_ends_at_midnight_and_never_later_than_its_days() -> None:
    assert certificate.end(NOW, 90) == datetime(2027, 2, 25, tzinfo=UTC).timestamp()
    assert certificate.end(datetime(2026, 11, 27, tzinfo=UTC), 1) == datetime(2026, 11, 28, tzinfo=UTC).timestamp()


def test_what_is_signed_here_holds_in_the_reference_and_the_other_way_round() -> None:
    expires = certificate.end(NOW, 30)
    signed = certificate.sign(KEY, COACH.public, expires)
    assert thread.is_coach(public_of(KEY), COACH.public, expires, signed.signature, expires - 1)
    theirs = certificate.Certificate(expires, thread.certify(KEY, COACH.public, expires))
    certificate.check(theirs, public_of(KEY), COACH.public, NOW)


def test_a_certificate_is_read_as_it_was_written() -> None:
    signed = certificate.sign(KEY, COACH.public, certificate.end(NOW, 30))
    assert certificate.read(f" {signed}\n") == signed


@pytest.mark.parametrize("word", ["", "1800000000", "1800000000.", "x.y", f"{2**32}.AAAA", "1800000000.AAAA"])
def test_a_word_that_is_no_certificate_is_told(word: str) -> None:
    with pytest.raises(Stopped, match="--certificate: "):
        certificate.read(word)


@pytest.mark.parametrize(
    ("days", "says"), [(-1, "it ended on 2026-11-26"), (0, "it ended on 2026-11-27"), (92, "over 90 days away")]
)
def test_a_certificate_that_is_over_or_too_long_is_refused(days: int, says: str) -> None:
    signed = certificate.sign(KEY, COACH.public, certificate.end(NOW, days))
    with pytest.raises(Stopped, match=says):
        certificate.check(signed, public_of(KEY), COACH.public, NOW)


def test_a_certificate_for_another_coach_by_another_key_or_with_another_end_is_refused() -> None:
    expires = certificate.end(NOW, 30)
    signed = certificate.sign(KEY, COACH.public, expires)
    first, *others = signed.signature
    for wrong, key, coach in (
        (signed, public_of(KEY), Coach().public),
        (signed, public_of(orgkey.new_key()), COACH.public),
        (certificate.Certificate(expires + 1, signed.signature), public_of(KEY), COACH.public),
        (certificate.Certificate(expires, bytes([first ^ 1, *others])), public_of(KEY), COACH.public),
    ):
        with pytest.raises(Stopped, match="has not signed this for this coach"):
            certificate.check(wrong, key, coach, NOW)


def test_a_coach_is_certified_with_the_key_on_the_same_machine(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    printed = operator.certify("Kari", "--days", "30")
    assert printed.out.startswith(f"Certifies «Kari», with the fingerprint {fingerprint(coach.public)}, until 20")
    row = stored(operator, coach)
    assert row.certificate is not None
    assert row.expires is not None
    assert row.state == "active"
    assert row.expires == certificate.end(datetime.now(UTC), 30)
    operator.typed = [PASSWORD]
    public = public_of(orgkey.read(operator.key, PASSWORD))
    assert thread.is_coach(public, coach.public, row.expires, row.certificate, row.expires - 1)


def test_a_coach_is_certified_in_two_steps(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    word = sign_elsewhere(operator, coach, "--days", "60")
    assert stored(operator, coach).state == "waiting"
    operator.done("certify", coach.id.hex()[:6], "--certificate", word)
    row = stored(operator, coach)
    assert (row.state, row.expires) == ("active", int(word.split(".")[0]))


def test_signing_needs_neither_pack_nor_database(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    operator.make_key()
    for name in ("DATA", "CONTENT", "PWA"):
        monkeypatch.setenv(f"SELFHELP_{name}", str(operator.folder / "nowhere"))
    assert sign_elsewhere(operator, COACH)


def test_ninety_days_are_what_is_given_and_the_most(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    operator.certify("Kari")
    assert stored(operator, coach).expires == certificate.end(datetime.now(UTC), 90)
    for days in ("0", "91", "-1", "x"):
        assert "'--days': " in operator.run("certify", "Kari", "--key", str(operator.key), "--days", days).error


def test_a_forged_certificate_is_never_stored(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    forged = certificate.sign(orgkey.new_key(), coach.public, certificate.end(datetime.now(UTC), 30))
    assert "has not signed this" in operator.refused("certify", "Kari", "--certificate", str(forged))
    key = orgkey.read(operator.key, PASSWORD)
    for_ever = certificate.sign(key, coach.public, certificate.end(datetime.now(UTC), 400))
    assert "over 90 days away" in operator.refused("certify", "Kari", "--certificate", str(for_ever))
    assert stored(operator, coach).certificate is None


def test_a_certificate_for_one_coach_is_not_stored_for_another(operator: Operator) -> None:
    operator.make_key()
    kari = operator.enrol("Kari")
    operator.enrol("Ola")
    word = sign_elsewhere(operator, kari)
    assert "has not signed this for this coach" in operator.refused("certify", "Ola", "--certificate", word)


def test_a_key_that_is_not_the_packs_signs_nothing(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    other = operator.folder / "other.pem"
    orgkey.write(other, orgkey.new_key(), PASSWORD)
    operator.typed = [PASSWORD]
    assert "is not the key in pack.toml" in operator.refused("certify", "Kari", "--key", str(other))
    assert stored(operator, coach).certificate is None


def test_a_key_of_which_another_fingerprint_was_read_aloud_is_not_signed(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    other = fingerprint(Coach().public)
    here = ["certify", "Kari", "--key", str(operator.key)]
    elsewhere = ["sign", "--public-key", written(coach.public), "--key", str(operator.key)]
    handed_over = ["certify", "Kari", "--certificate", sign_elsewhere(operator, coach)]
    for command in (here, elsewhere, handed_over):
        assert "Sign nothing" in operator.refused(*command, "--fingerprint", other)
        operator.typed = [PASSWORD]
        operator.done(*command, "--fingerprint", fingerprint(coach.public).upper().replace(" ", "  "))


def test_a_public_key_that_is_none_is_told(operator: Operator) -> None:
    words = written(COACH.public)
    for wrong, says in ((words[:-8], "holds"), ("%%", "is not base64"), (written(bytes(65)), "is no point")):
        told = operator.refused("sign", "--public-key", wrong, "--key", str(operator.key))
        assert told.startswith(f"--public-key: this {says}")


def test_a_dry_run_certifies_nobody_and_asks_for_no_password(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    for printed in (
        operator.done("certify", "Kari", "--key", str(operator.key), "--dry-run"),
        operator.done("sign", "--public-key", written(coach.public), "--key", str(operator.key), "--dry-run"),
        operator.done("certify", "Kari", "--certificate", sign_elsewhere(operator, coach), "--dry-run"),
    ):
        assert printed.out.endswith("Nothing was done: --dry-run.\n")
    assert stored(operator, coach).certificate is None


def test_a_dry_run_says_that_the_key_is_not_where_it_was_named(operator: Operator, tmp_path: Path) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    key, new = str(tmp_path / "none.pem"), str(tmp_path / "new.pem")
    for command in (
        ("certify", "Kari", "--key", key),
        ("sign", "--public-key", written(coach.public), "--key", key),
        ("rotate", new, "--key", key),
        ("org-key", key, "--show"),
    ):
        assert f"{key} is not there" in operator.refused(*command, "--dry-run")


def test_a_dry_run_looks_at_a_certificate_as_closely(operator: Operator) -> None:
    operator.make_key()
    operator.enrol("Kari")
    word = sign_elsewhere(operator, COACH)
    assert "has not signed this" in operator.refused("certify", "Kari", "--certificate", word, "--dry-run")


def test_without_a_key_in_the_pack_nobody_is_certified(operator: Operator) -> None:
    operator.enrol("Kari")
    for how in (("--key", str(operator.key)), ("--certificate", "1.AAAA")):
        assert operator.refused("certify", "Kari", *how).startswith("organisation.key: pack.toml has none")


def test_a_pack_that_cannot_be_read_is_named(operator: Operator) -> None:
    operator.enrol("Kari")
    operator.organise('key = "***"\n')
    told = operator.refused("certify", "Kari", "--certificate", "1.AAAA")
    assert "pack.toml:" in told
    assert "organisation.key: this is not base64" in told


def test_a_certificate_is_renewed_before_and_after_its_end(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    operator.certify("Kari", "--days", "10")
    operator.certify("Kari", "--days", "20")
    yesterday = int((datetime.now(UTC) - timedelta(days=1)).timestamp())
    operator.write(lambda session: void(session.execute(sql(f"UPDATE coach SET expires = {yesterday}"))))
    assert " over " in operator.done("list").out
    operator.certify("Kari", "--days", "30")
    assert stored(operator, coach).expires == certificate.end(datetime.now(UTC), 30)


def void(_: object) -> None:
    """For statements whose result nobody wants."""


def test_a_new_key_is_signed_by_the_old_and_the_pack_takes_what_is_printed(operator: Operator) -> None:
    first = operator.make_key()
    coach = operator.enrol("Kari")
    operator.certify("Kari")
    public = [first]
    for number in (2, 3):
        new = operator.folder / f"key{number}.pem"
        operator.typed = [PASSWORD, PASSWORD * 2, PASSWORD * 2] if number == 2 else [PASSWORD * 2] * 3
        printed = operator.done("rotate", str(new), "--key", str(operator.key))
        operator.organise(printed.out[printed.out.index("key = ") :])
        operator.key = new
        public.append(printed.value(r'^key = "(.+)"$'))
    lines = operator.author.read("pack.toml")
    assert f'first_key = "{first}"' in lines
    assert lines.count("signature = ") == 2
    assert "old key" in operator.done("list").out
    operator.typed = [PASSWORD * 2]
    operator.done("certify", "Kari", "--key", str(operator.key))
    assert "old key" not in operator.done("list").out
    assert stored(operator, coach).state == "active"


def test_phones_follow_what_rotate_prints(operator: Operator) -> None:
    from selfhelp.modules.checks.organisation import trust

    operator.make_key()
    before = trust(operator.settings.content).key
    operator.typed = [PASSWORD] * 3
    printed = operator.done("rotate", str(operator.folder / "new.pem"), "--key", str(operator.key))
    operator.organise(printed.out[printed.out.index("key = ") :])
    after = trust(operator.settings.content)
    assert before is not None
    assert after.key is not None
    assert thread.leads_to(before, after.key, list(after.succession))


def test_only_the_packs_key_hands_over(operator: Operator) -> None:
    new = operator.folder / "new.pem"
    assert "pack.toml has none" in operator.refused("rotate", str(new), "--key", str(operator.key))
    operator.make_key()
    other = operator.folder / "other.pem"
    orgkey.write(other, orgkey.new_key(), PASSWORD)
    operator.typed = [PASSWORD]
    assert "is not the key in pack.toml" in operator.refused("rotate", str(new), "--key", str(other))
    operator.done("rotate", str(new), "--key", str(operator.key), "--dry-run")
    assert "is there already" in operator.refused("rotate", str(operator.key), "--key", str(operator.key))
    assert not new.exists()


def test_days_belong_to_signing_alone(operator: Operator) -> None:
    operator.make_key()
    coach = operator.enrol("Kari")
    word = sign_elsewhere(operator, coach)
    assert "--days: the certificate has its end" in operator.refused(
        "certify", "Kari", "--certificate", word, "--days", "30"
    )


def test_no_more_are_certified_than_a_thread_can_be_sealed_to(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_cli, "MAX_COACHES", 1)
    operator.make_key()
    for label in ("Kari", "Ola"):
        operator.enrol(label)
    operator.certify("Kari")
    operator.certify("Kari")  # whoever is among them is renewed
    operator.typed = [PASSWORD]
    for more in ([], ["--dry-run"]):
        error = operator.refused("certify", "Ola", "--key", str(operator.key), *more)
        assert error.startswith("ID: 1 other coaches are active, and a conversation is encrypted for 1 at most.")
    operator.done("revoke", "Kari", "--yes")
    operator.certify("Ola")

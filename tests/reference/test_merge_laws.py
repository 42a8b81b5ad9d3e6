"""The laws of merge, on lives of two to four devices whose clocks are wrong."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawn import lives
from tests.reference.merge import Record, delete, edit, is_free_text, merge, settle

TAGS = "abcd"
FIELDS = ("text", "did_text", "strength")
EMPTY: Record = {"kind": "urge", "fields": {}, "stamps": {}}

_device = st.integers(0, 3)
_edits = st.tuples(st.just("edit"), _device, st.sampled_from(FIELDS), st.integers(-60, 60))
_steps = st.one_of(
    _edits,
    st.tuples(st.just("settle"), _device, st.sampled_from(FIELDS[:2]), st.just(0)),
    st.tuples(st.just("fetch"), _device, _device, st.just(0)),
)
_deletions = st.tuples(st.just("delete"), _device, st.just("text"), st.integers(-60, 60))


class Life:
    """Devices that edit and fetch from each other; remembers which texts somebody had before them and did away with."""

    def __init__(self, steps: list[tuple[str, int, str | int, int]]) -> None:
        self.devices = [copy.deepcopy(EMPTY) for _ in TAGS]
        self.versions: list[Record] = [EMPTY]
        self.written: set[str] = set()
        self.seen_and_replaced: set[str] = set()
        for now, (what, device, which, skew) in enumerate(steps, 100):
            self._live(what, device, which, now + skew, f"text {now}")
            self.versions.append(self.devices[device])

    def _live(self, what: str, device: int, which: str | int, now: int, value: str) -> None:
        record = self.devices[device]
        if what == "fetch":
            assert isinstance(which, int)
            self.devices[device] = merge(record, self.devices[which])
            return
        field = str(which)
        if what == "edit":
            if is_free_text(field):
                self.written.add(value)
                self.seen_and_replaced |= {record["fields"].get(field, "")}
            self.devices[device] = edit(record, TAGS[device], now, field, value)
        elif what == "settle":
            self.seen_and_replaced |= {line[2] for line in record.get("also", []) if line[0] == field}
            self.devices[device] = settle(record, field)
        else:
            self.devices[device] = delete(record, TAGS[device], now)

    def together(self) -> Record:
        whole = self.devices[0]
        for one in self.devices[1:]:
            whole = merge(whole, one)
        return whole


def shown(record: Record) -> set[str]:
    """Every free text that the screens show of a record."""
    texts = {value for field, value in record["fields"].items() if is_free_text(field)}
    return texts | {line[2] for line in record.get("also", [])}


_lives = st.lists(st.one_of(_steps, _deletions), min_size=2, max_size=25)


@pytest.mark.slow
@given(_lives, st.data())
@settings(max_examples=lives(120), deadline=None)
def test_merge_is_commutative_associative_and_idempotent(
    steps: list[tuple[str, int, str | int, int]], data: st.DataObject
) -> None:
    versions = Life(steps).versions
    a, b, c = (data.draw(st.sampled_from(versions)) for _ in range(3))
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a) == a
    assert merge(a, merge(a, b)) == merge(a, b)


@pytest.mark.slow
@given(st.lists(_steps, min_size=2, max_size=25))
@settings(max_examples=lives(120), deadline=None)
def test_no_text_that_nobody_has_seen_replaced_is_ever_lost(steps: list[tuple[str, int, str | int, int]]) -> None:
    life = Life(steps)
    assert life.written - life.seen_and_replaced <= shown(life.together())


@pytest.mark.slow
@given(_lives)
@settings(max_examples=lives(80), deadline=None)
def test_every_order_of_meeting_ends_in_the_same_record(steps: list[tuple[str, int, str | int, int]]) -> None:
    life = Life(steps)
    backwards = life.devices[-1]
    for one in reversed(life.devices[:-1]):
        backwards = merge(backwards, one)
    assert backwards == life.together()


@given(st.integers(-60, 60), st.integers(-60, 60))
def test_an_ordinary_edit_of_a_synced_text_makes_no_rival(mine: int, theirs: int) -> None:
    synced = edit(EMPTY, "a", 100 + mine, "text", "first")
    edited = edit(synced, "b", 100 + theirs, "text", "second")
    assert shown(merge(synced, edited)) == {"second"}

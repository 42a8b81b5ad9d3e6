"""The merge of two versions of one record, and what edits write (docs/engineers/protocol.md, *What is in a record*)."""

import copy
from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]
Stamp: TypeAlias = tuple[int, str]


def is_free_text(field: str) -> bool:
    """Only free texts have rivals worth keeping."""
    return field == "text" or field.endswith("_text")


def _entries(*records: Record) -> dict[str, dict[Stamp, Any]]:
    """Every field's entries by stamp: the field itself and its `also` lines, from all records."""
    found: dict[str, dict[Stamp, Any]] = {}
    for record in records:
        for field, value in record["fields"].items():
            found.setdefault(field, {})[_stamp(record["stamps"][field])] = value
        for field, stamp, text in record.get("also", []):
            found.setdefault(field, {})[_stamp(stamp)] = text
    return found


def _stamp(pair: Any) -> Stamp:
    return (pair[0], pair[1])


def _settled(*records: Record) -> dict[str, dict[str, int]]:
    united: dict[str, dict[str, int]] = {}
    for record in records:
        for field, seen in record.get("settled", {}).items():
            for tag, ms in seen.items():
                tags = united.setdefault(field, {})
                tags[tag] = max(ms, tags.get(tag, 0))
    return united


def merge(mine: Record, theirs: Record) -> Record:
    """Both versions in one; commutative, associative, idempotent."""
    deleted = max((_stamp(one["deleted"]) for one in (mine, theirs) if "deleted" in one), default=None)
    settled = _settled(mine, theirs)
    fields: Record = {}
    stamps: Record = {}
    also: list[list[Any]] = []
    for field, entries in sorted(_entries(mine, theirs).items()):
        left = {stamp: value for stamp, value in entries.items() if deleted is None or stamp >= deleted}
        if is_free_text(field):
            seen = settled.get(field, {})
            left = {(ms, tag): value for (ms, tag), value in left.items() if ms > seen.get(tag, 0)}
        if not left:
            continue
        top = max(left)
        fields[field], stamps[field] = left[top], list(top)
        if is_free_text(field):
            also += [[field, list(stamp), left[stamp]] for stamp in sorted(left) if stamp != top]
    merged: Record = {"kind": mine["kind"], "fields": fields, "stamps": stamps}
    if deleted is not None:
        merged["deleted"] = list(deleted)
    if also:
        merged["also"] = also
    if settled:
        merged["settled"] = {field: dict(sorted(tags.items())) for field, tags in sorted(settled.items())}
    if origin := max(mine.get("origin", ""), theirs.get("origin", "")):
        merged["origin"] = origin
    return merged


def highest(record: Record) -> int:
    """The highest number anywhere in the record; a new stamp goes above it, whatever the clock says."""
    numbers: list[int] = [
        0,
        *(stamp[0] for stamp in record["stamps"].values()),
        record.get("deleted", [0])[0],
        *(stamp[0] for _, stamp, _ in record.get("also", [])),
        *(ms for tags in record.get("settled", {}).values() for ms in tags.values()),
    ]
    return max(numbers)


def edit(record: Record, tag: str, now: int, field: str, value: Any) -> Record:
    """Write one field. A free text settles what this device holds of it and writes its open alternatives again."""
    record = copy.deepcopy(record)
    ms = max(now, highest(record) + 1)
    if is_free_text(field):
        lines = [(stamp, text) for named, stamp, text in record.get("also", []) if named == field]
        held = [record["stamps"][field]] if field in record["fields"] else []
        _settle(record, field, [*held, *(stamp for stamp, _ in lines)])
        others = [line for line in record.get("also", []) if line[0] != field]
        record["also"] = [*others, *([field, [ms + n, tag], text] for n, (_, text) in enumerate(lines))]
        ms += len(lines)
    record["fields"][field], record["stamps"][field] = value, [ms, tag]
    return merge(record, record)


def settle(record: Record, field: str) -> Record:
    """The person has chosen: the alternatives of a free text go."""
    record = copy.deepcopy(record)
    _settle(record, field, [stamp for named, stamp, _ in record.get("also", []) if named == field])
    return merge(record, record)


def delete(record: Record, tag: str, now: int) -> Record:
    """Erase everything that is in the record now."""
    record = copy.deepcopy(record)
    record["deleted"] = [max(now, highest(record) + 1), tag]
    return merge(record, record)


def _settle(record: Record, field: str, stamps: list[Any]) -> None:
    for ms, tag in stamps:
        seen = record.setdefault("settled", {}).setdefault(field, {})
        seen[tag] = max(seen.get(tag, 0), ms)

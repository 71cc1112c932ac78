"""The store: what it remembers, forgets and survives."""

import sqlite3
from pathlib import Path

import pytest

from newsar_build.memo import store as store_module
from newsar_build.memo.store import Store


def test_a_result_is_found_again_after_the_store_is_reopened(tmp_path: Path) -> None:
    path = tmp_path / "state" / "memo.sqlite"
    with Store(path) as store:
        digest = store.put("key", b"result")
    with Store(path) as store:
        assert store.get("key") == b"result"
        assert store.digest("key") == digest
        assert store.get("another key") is None


def test_a_result_not_yet_written_is_found_too(tmp_path: Path) -> None:
    with Store(tmp_path / "memo.sqlite") as store:
        store.put("key", b"result")
        assert store.get("key") == b"result"


def test_nothing_is_written_when_the_build_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"

    def break_off() -> None:
        with Store(path) as store:
            store.put("key", b"half-made")
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError):
        break_off()
    with Store(path) as store:
        assert store.get("key") is None


def test_another_reader_sees_what_was_flushed(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    with Store(path) as writer:
        writer.put("key", b"result")
        writer.flush()
        with Store(path, read_only=True) as reader:
            assert reader.get("key") == b"result"


@pytest.mark.parametrize("damage", [b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_damaged_store_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "memo.sqlite"
    path.write_bytes(damage)
    with Store(path) as store:
        assert store.get("key") is None
        store.put("key", b"result")
    with Store(path) as store:
        assert store.get("key") == b"result"


def test_a_store_that_is_damaged_inside_gives_no_wrong_result(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    with Store(path) as store:
        for number in range(200):
            store.put(f"key {number}", b"result %d " % number * 200)
    body = bytearray(path.read_bytes())
    for place in range(4096, len(body), 3):
        body[place] = 0x5A
    path.write_bytes(body)
    with Store(path) as store:
        assert [store.get(f"key {number}") for number in range(200)] == [None] * 200
        assert store.digests(["key 1"]) == {}
        store.put("key 1", b"again")
    with Store(path) as store:
        assert store.get("key 1") == b"again"


def test_results_are_written_before_they_fill_the_memory_but_names_are_not(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    with Store(path) as writer, Store(path, read_only=True) as reader:
        writer.name_latest("last", writer.put("large", bytes(store_module.PENDING + 1)))
        assert reader.digests(["large", "none"]).keys() == {"large"}
        assert reader.latest_digest("last") is None


def test_a_store_of_another_format_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    with Store(path) as store:
        store.put("key", b"result")
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {store_module.FORMAT + 1}")
    connection.close()
    with Store(path) as store:
        assert store.get("key") is None


def test_what_is_long_unused_is_dropped_and_what_is_used_stays(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    with Store(path) as store:
        for number in range(100):
            store.put(f"old {number}", b"old %d" % number)
        store.name_latest("article", store.put("last good", b"article"))
    with Store(path) as store:
        store.put("new", b"new")
        store.forget_unused()
    with Store(path) as store:
        assert store.get("new") == b"new"
        assert store.get("old 1") is None
        assert store.latest("article") == b"article"


def test_a_little_disuse_is_no_reason_to_forget(tmp_path: Path) -> None:
    path = tmp_path / "memo.sqlite"
    with Store(path) as store:
        store.put("branch a", b"a")
    with Store(path) as store:
        store.put("branch b", b"b")
        store.forget_unused()
        assert store.get("branch a") == b"a"

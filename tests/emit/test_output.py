"""The flow's directory changes in one step or not at all, whatever stands there and whatever happens meanwhile."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flowc.emit import output
from flowc.emit.output import OutputError, write
from tests.emit.kill_test import kill_rounds
from tests.emit.writer import FLOWS, build_number, files_of, write_build

ROOT = Path(__file__).parents[2]
ONE = {"answer.json": b"one\n", "manifest.json": b'{"format": 1, "flow": "front", "documents": {}}\n'}
TWO = {**ONE, "answer.json": b"two\n", "new.json": b"new\n"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "build"


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def names(directory: Path) -> list[str]:
    return sorted(os.listdir(directory))


def test_the_first_build_makes_the_output_directory(tmp_path: Path) -> None:
    assert write(str(tmp_path / "deep" / "er"), {"front": ONE}) == ["front"]
    assert contents(tmp_path / "deep" / "er" / "front") == ONE


def test_a_second_build_replaces_the_first_and_leaves_nothing_beside_it(out: Path) -> None:
    write(str(out), {"front": TWO})
    assert write(str(out), {"front": ONE}) == ["front"]
    assert contents(out / "front") == ONE
    assert names(out) == ["front"]


def test_an_unchanged_build_touches_nothing(out: Path) -> None:
    write(str(out), {"front": ONE})
    os.utime(out / "front", (1, 1))
    os.utime(out, (1, 1))
    assert write(str(out), {"front": ONE}) == []
    assert [(out / "front").stat().st_mtime, out.stat().st_mtime] == [1, 1]


def test_an_unchanged_file_stays_the_same_file(out: Path) -> None:
    write(str(out), {"front": ONE})
    before = (out / "front" / "manifest.json").stat()
    write(str(out), {"front": TWO})
    after = (out / "front" / "manifest.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert after.st_nlink == 1


def test_other_flows_in_the_output_directory_are_left_alone(out: Path) -> None:
    write(str(out), {"front": ONE, "back": ONE})
    (out / "notes.txt").write_text("mine")
    assert write(str(out), {"front": TWO, "back": ONE}) == ["front"]
    assert names(out) == ["back", "front", "notes.txt"]


def test_an_empty_directory_is_taken(out: Path) -> None:
    (out / "front").mkdir(parents=True)
    write(str(out), {"front": ONE})
    assert contents(out / "front") == ONE


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        b"",
        b"not JSON",
        b"[]",
        b"{}",
        b'{"format": 2, "flow": "front", "documents": {}}',
        b'{"format": 1, "flow": "front"}',
        b'{"format": 1, "documents": {}}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_directory_that_no_build_made_is_refused(out: Path, manifest: bytes | None) -> None:
    (out / "front").mkdir(parents=True)
    (out / "front" / "thesis.txt").write_text("years of work")
    if manifest is not None:
        (out / "front" / "manifest.json").write_bytes(manifest)
    with pytest.raises(OutputError, match="not made by a build"):
        write(str(out), {"front": ONE})
    assert (out / "front" / "thesis.txt").read_text() == "years of work"
    assert names(out) == ["front"]


def test_nothing_is_exchanged_where_a_later_flow_is_refused(out: Path) -> None:
    write(str(out), {"front": ONE})
    (out / "back").mkdir()
    (out / "back" / "mine").touch()
    with pytest.raises(OutputError):
        write(str(out), {"front": TWO, "back": ONE})
    assert contents(out / "front") == ONE
    assert names(out) == ["back", "front"]


def test_each_flow_is_staged_before_the_next_is_asked_for(out: Path) -> None:
    staged = []

    def flows() -> Iterator[tuple[str, dict[str, bytes]]]:
        for flow in FLOWS:
            yield flow, ONE
            staged.append(len(names(out)))

    assert write(str(out), flows()) == list(FLOWS)
    assert staged == [1, 2]
    assert names(out) == sorted(FLOWS)


def test_nothing_is_exchanged_where_a_later_flow_cannot_be_made(out: Path) -> None:
    write(str(out), {"front": ONE})

    def flows() -> Iterator[tuple[str, dict[str, bytes]]]:
        yield "front", TWO
        raise AssertionError("a mistake of ours")

    with pytest.raises(AssertionError, match="mistake"):
        write(str(out), flows())
    assert contents(out / "front") == ONE
    assert names(out) == ["front"]


# Links and other things that stand where files belong


def test_a_link_in_place_of_a_flow_is_replaced_and_what_it_points_to_is_untouched(out: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    write(str(victim), {"front": TWO})
    out.mkdir()
    (out / "front").symlink_to(victim / "front")
    write(str(out), {"front": ONE})
    assert not (out / "front").is_symlink()
    assert contents(out / "front") == ONE
    assert contents(victim / "front") == TWO
    assert names(out) == ["front"]


def test_a_link_in_place_of_a_file_is_replaced_even_where_it_leads_to_the_same_contents(
    out: Path, tmp_path: Path
) -> None:
    write(str(out), {"front": ONE})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(ONE["answer.json"])
    (out / "front" / "answer.json").unlink()
    (out / "front" / "answer.json").symlink_to(elsewhere)
    assert write(str(out), {"front": ONE}) == ["front"]
    assert not (out / "front" / "answer.json").is_symlink()
    write(str(out), {"front": TWO})
    assert elsewhere.read_bytes() == ONE["answer.json"]


def test_a_link_to_a_directory_inside_a_build_is_removed_and_its_target_is_not(out: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").touch()
    write(str(out), {"front": ONE})
    (out / "front" / "link").symlink_to(tmp_path / "precious")
    (out / "front" / "below").mkdir()
    (out / "front" / "below" / "link").symlink_to(tmp_path / "precious")
    write(str(out), {"front": ONE})
    assert contents(out / "front") == ONE
    assert names(tmp_path / "precious") == ["file"]
    assert names(out) == ["front"]


def test_a_pipe_in_place_of_a_file_does_not_hang_the_build(out: Path) -> None:
    write(str(out), {"front": ONE})
    (out / "front" / "answer.json").unlink()
    os.mkfifo(out / "front" / "answer.json")
    write(str(out), {"front": ONE})
    assert contents(out / "front") == ONE


def test_a_link_to_the_output_directory_is_the_output_directory(out: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    out.symlink_to(tmp_path / "real")
    write(str(out), {"front": ONE})
    assert out.is_symlink()
    assert contents(tmp_path / "real" / "front") == ONE


@pytest.mark.parametrize("where", ["build", "build/front"])
def test_a_file_in_place_of_a_directory_is_refused_in_one_line(tmp_path: Path, where: str) -> None:
    (tmp_path / where).parent.mkdir(exist_ok=True)
    (tmp_path / where).write_text("mine")
    with pytest.raises(OutputError, match=r"^cannot write [^\n]*Not a directory; nothing was changed$"):
        write(str(tmp_path / "build"), {"front": ONE})
    assert (tmp_path / where).read_text() == "mine"


def test_a_dangling_link_in_place_of_the_output_directory_is_refused(out: Path, tmp_path: Path) -> None:
    out.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="File exists"):
        write(str(out), {"front": ONE})


def test_a_name_with_a_directory_in_it_is_our_own_mistake(out: Path) -> None:
    with pytest.raises(AssertionError):
        write(str(out), {"front": {"../escaped.json": b""}})
    assert names(out) == []


# When the system says no


Fault = Callable[[pytest.MonkeyPatch], None]


def _disk_full(patch: pytest.MonkeyPatch) -> None:
    real, room = os.write, [3]

    def full(file: int, content: bytes) -> int:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(file, content[:2])

    patch.setattr(os, "write", full)


def _no_new_directory(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    patch.setattr(os, "mkdir", refuse)


def _no_exchange(patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    patch.setattr(output, "exchange", refuse)


def _failing_exchange(patch: pytest.MonkeyPatch) -> None:
    real, left = output.exchange, [1]

    def fail_once(directory: int, one: str, other: str) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(directory, one, other)

    patch.setattr(output, "exchange", fail_once)


FAULTS: dict[str, tuple[Fault, str]] = {
    "disk full": (_disk_full, "No space left on device"),
    "read-only": (_no_new_directory, "Read-only file system"),
    "no exchange": (_no_exchange, "cannot exchange directories in one step"),
    "an error at the second exchange": (_failing_exchange, "Input/output error"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_old_output_stays_whole_when_the_system_fails(
    out: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    fail, words = FAULTS[fault]
    write(str(out), {"front": ONE, "back": ONE})
    with monkeypatch.context() as patch:
        fail(patch)
        with pytest.raises(OutputError, match=words) as raised:
            write(str(out), {"front": TWO, "back": TWO})
    assert "\n" not in str(raised.value)
    assert str(raised.value).count("nothing was changed") == 1
    assert [contents(out / "front"), contents(out / "back")] == [ONE, ONE]
    assert names(out) == ["back", "front"]


def test_a_first_build_is_taken_back_where_a_later_flow_cannot_be_exchanged(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(str(out), {"back": ONE})
    _no_exchange(monkeypatch)
    with pytest.raises(OutputError):
        write(str(out), {"front": ONE, "back": TWO})
    assert names(out) == ["back"]


def test_an_interrupt_between_two_exchanges_takes_the_first_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(str(out), {"front": ONE, "back": ONE})
    real, left = output.exchange, [1]

    def interrupted(directory: int, one: str, other: str) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise KeyboardInterrupt
        real(directory, one, other)

    monkeypatch.setattr(output, "exchange", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(str(out), {"front": TWO, "back": TWO})
    assert [contents(out / "front"), contents(out / "back")] == [ONE, ONE]
    assert names(out) == ["back", "front"]


def test_a_directory_that_appears_meanwhile_is_not_replaced(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(str(out), {"front": ONE})
    real = output.exchange

    def sneak(directory: int, one: str, other: str) -> None:
        if not (out.parent / "old").exists():
            (out / "front").rename(out.parent / "old")
            (out / "front").mkdir()
            (out / "front" / "thesis.txt").touch()
        real(directory, one, other)

    monkeypatch.setattr(output, "exchange", sneak)
    with pytest.raises(OutputError, match="meanwhile"):
        write(str(out), {"front": TWO})
    assert names(out / "front") == ["thesis.txt"]


def test_a_file_system_without_links_gets_copies(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    write(str(out), {"front": ONE})
    monkeypatch.setattr(os, "link", refuse)
    write(str(out), {"front": TWO})
    assert contents(out / "front") == TWO


def test_a_system_without_directory_descriptors_is_told_so(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "supports_dir_fd", frozenset())
    with pytest.raises(OutputError, match="cannot exchange"):
        write(str(out), {"front": ONE})


def test_the_mode_of_the_directory_is_kept(out: Path) -> None:
    write(str(out), {"front": ONE})
    (out / "front").chmod(0o750)
    write(str(out), {"front": TWO})
    assert (out / "front").stat().st_mode & 0o777 == 0o750


@pytest.fixture
def as_nobody(tmp_path: Path) -> Iterator[None]:
    """Root may write anywhere; be somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == 0 and not path.stat().st_mode & 0o001:
            path.chmod(path.stat().st_mode | 0o055)
    tmp_path.chmod(0o777)
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.mark.parametrize("where", [".", "front"])
@pytest.mark.usefixtures("as_nobody")
def test_a_read_only_directory_is_left_as_it_is(out: Path, where: str) -> None:
    write(str(out), {"front": ONE})
    (out / where).chmod(0o555)
    try:
        with pytest.raises(OutputError, match="Permission denied"):
            write(str(out), {"front": TWO})
        assert contents(out / "front") == ONE
        assert write(str(out), {"front": ONE}) == []
    finally:
        (out / where).chmod(0o755)


@pytest.mark.usefixtures("as_nobody")
def test_a_file_that_cannot_be_read_is_written_again(out: Path) -> None:
    write(str(out), {"front": ONE})
    (out / "front" / "answer.json").chmod(0)
    assert write(str(out), {"front": ONE}) == ["front"]
    assert contents(out / "front") == ONE


# Several builds


def test_what_a_killed_build_left_is_swept_away_by_the_next(out: Path) -> None:
    write(str(out), {"front": ONE})
    left = out / ".front.0123456789abcdef.flowc-staging"
    left.mkdir()
    (left / "answer.json").touch()
    (out / ".back.0.flowc-staging").symlink_to(out / "front")
    write(str(out), {"front": ONE})
    assert names(out) == ["front"]
    assert contents(out / "front") == ONE


def test_where_directories_cannot_be_locked_nothing_is_swept(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    write(str(out), {"front": ONE})
    (out / ".back.0.flowc-staging").mkdir()
    monkeypatch.setattr(fcntl, "flock", refuse)
    write(str(out), {"front": TWO})
    assert names(out) == [".back.0.flowc-staging", "front"]
    assert contents(out / "front") == TWO


def test_an_error_of_the_lock_itself_stops_the_build(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OutputError, match="Input/output error"):
        write(str(out), {"front": ONE})


def test_a_build_waits_for_the_one_before_it(out: Path) -> None:
    write(str(out), {"front": ONE})
    holder = os.open(out, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    threading.Timer(0.1, os.close, [holder]).start()
    assert write(str(out), {"front": TWO}) == ["front"]


def test_a_build_does_not_wait_for_ever(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(str(out), {"front": ONE})
    monkeypatch.setattr(output, "_PATIENCE", 0.0)
    holder = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(holder, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="another build"):
            write(str(out), {"front": TWO})
    finally:
        os.close(holder)
    assert contents(out / "front") == ONE


@pytest.mark.parametrize("lockable", [True, False])
def test_builds_at_once_leave_one_of_them_whole(out: Path, monkeypatch: pytest.MonkeyPatch, lockable: bool) -> None:
    if not lockable:
        monkeypatch.setattr(output, "_lock", lambda *_: False)
    write_build(out, 0)
    problems: list[BaseException] = []

    def work(first: int) -> None:
        for number in range(first, first + 10):
            try:
                write_build(out, number)
            except OutputError as problem:
                if lockable:  # without the lock builds may get in each other's way, but not into each other's sets
                    problems.append(problem)

    threads = [threading.Thread(target=work, args=[first]) for first in (10, 30, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert {build_number(out / flow) for flow in FLOWS} <= {0, *range(10, 60)}
    assert names(out) == sorted(FLOWS)


def test_two_processes_that_make_the_first_build_at_once_leave_one_of_them_whole(out: Path) -> None:
    for round_ in range(3):
        target = out / str(round_)
        command = [sys.executable, "-m", "tests.emit.writer", str(target)]
        racing = [subprocess.Popen([*command, number, "200"], cwd=ROOT) for number in ("1", "2")]
        assert [process.wait() for process in racing] == [0, 0]
        assert len({build_number(target / flow, 200) for flow in FLOWS}) == 1
        assert names(target) == sorted(FLOWS)


def test_a_reader_never_sees_two_builds_at_once(out: Path) -> None:
    """A reader that holds the directory open sees files of one build, until they are gone."""
    write_build(out, 0)
    done = threading.Event()
    seen: list[set[bytes]] = []

    def read() -> None:
        while not done.is_set():
            directory = os.open(out / "front", os.O_RDONLY)
            found = set()
            for index in range(20):
                try:
                    file = os.open(f"doc{index}.json", os.O_RDONLY, dir_fd=directory)
                except FileNotFoundError:
                    continue
                found.add(os.read(file, 100))
                os.close(file)
            os.close(directory)
            seen.append(found)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 40):
        write_build(out, number)
    done.set()
    reader.join()
    assert {len(found) for found in seen} <= {0, 1}


def test_a_build_killed_at_any_moment_leaves_no_mixture(out: Path) -> None:
    counts = kill_rounds(out, 40)
    assert counts["old"]


def test_files_of_two_builds_differ_everywhere() -> None:
    one, two = files_of(1), files_of(2)
    assert all(one[name] != two[name] for name in set(one) & set(two))

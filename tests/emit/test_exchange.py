"""Two names change places by whatever call the system has for it, and never without one."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flowc.emit.exchange import exchange


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").symlink_to("nowhere")
    opened = os.open(tmp_path, os.O_RDONLY)
    yield opened
    os.close(opened)


def test_entries_of_any_kind_change_places(directory: int, tmp_path: Path) -> None:
    exchange(directory, "one", "other")
    assert [(tmp_path / "one").is_symlink(), (tmp_path / "other").is_dir()] == [True, True]


def test_the_reason_of_the_system_is_passed_on(directory: int) -> None:
    with pytest.raises(FileNotFoundError):
        exchange(directory, "one", "missing")


@pytest.mark.skipif(sys.platform != "linux", reason="a system call of Linux")
def test_a_c_library_without_the_call_is_gone_round(
    directory: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(syscall=library.syscall))
    exchange(directory, "one", "other")
    assert (tmp_path / "other").is_dir()


def test_a_machine_that_we_know_no_call_of_is_refused(directory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace())
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(machine="abacus"))
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(OSError, match="not implemented") as raised:
        exchange(directory, "one", "other")
    assert raised.value.errno == errno.ENOSYS


def test_macos_has_a_call_of_its_own(directory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []

    def renameatx_np(*arguments: Any) -> int:
        calls.append(arguments)
        return 0

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(renameatx_np=renameatx_np))
    monkeypatch.setattr(sys, "platform", "darwin")
    exchange(directory, "one", "other")
    assert calls == [(directory, b"one", directory, b"other", 2)]

"""Redis servers for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve_redis.server import RedisServer


@pytest.fixture(scope="module")
def running_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture
def redis(running_redis: RedisServer) -> RedisServer:
    """An empty server."""
    running_redis.say("FLUSHALL")
    return running_redis


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[RedisServer, RedisServer]]:
    """A primary and its replica, to be killed and promoted."""
    primary = RedisServer(tmp_path)
    replica = RedisServer(tmp_path, primary.port)
    replica.wait_for_link(primary)
    yield primary, replica
    primary.kill()
    replica.kill()

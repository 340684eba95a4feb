"""The proxy that injects faults injects those it says, and passes everything else on."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.serve_faults.proxy import Proxy, Weather


@pytest.fixture
def echo() -> Iterator[tuple[str, int]]:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        with connection, contextlib.suppress(ConnectionError):
            while piece := connection.recv(4096):
                connection.sendall(piece)

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()
    listener.close()


@pytest.fixture
def proxy(echo: tuple[str, int]) -> Iterator[Proxy]:
    proxy = Proxy(echo)
    yield proxy
    proxy.close()


def connect(proxy: Proxy, timeout: float = 5) -> socket.socket:
    return socket.create_connection(proxy.address, timeout=timeout)


def send_for_ever(client: socket.socket) -> None:
    while True:
        client.sendall(b"hello")


def test_clear_weather_passes_everything_on(proxy: Proxy) -> None:
    with connect(proxy) as client:
        client.sendall(b"hello")
        assert client.recv(10) == b"hello"
    assert proxy.connections == 1


def test_a_refusing_proxy_resets_what_is_connected_and_takes_nothing_new(proxy: Proxy) -> None:
    with connect(proxy) as client:
        client.sendall(b"hello")
        client.recv(10)
        proxy.change(Weather("refused"))
        with pytest.raises(ConnectionError):
            send_for_ever(client)
    with pytest.raises(ConnectionRefusedError):
        connect(proxy)


def test_the_same_port_answers_again_when_the_weather_clears(proxy: Proxy) -> None:
    port = proxy.port
    with proxy.during(Weather("refused")):
        pass
    assert proxy.port == port
    with connect(proxy) as client:
        client.sendall(b"back")
        assert client.recv(10) == b"back"


def test_in_silence_nothing_arrives(proxy: Proxy) -> None:
    proxy.change(Weather("silent"))
    with connect(proxy, timeout=0.2) as client:
        client.sendall(b"hello")
        with pytest.raises(TimeoutError):
            client.recv(10)


def test_a_torn_answer_ends_after_its_octets(proxy: Proxy) -> None:
    proxy.change(Weather("torn", octets=3))
    with connect(proxy) as client:
        client.sendall(b"hello")
        got = b""
        with contextlib.suppress(ConnectionError):
            while piece := client.recv(10):
                got += piece
    assert got in (b"hel", b"")  # a reset may overtake what was sent before it


def test_another_target_takes_the_next_connection(proxy: Proxy, echo: tuple[str, int]) -> None:
    proxy.target = ("127.0.0.1", 1)
    with pytest.raises(ConnectionError), connect(proxy) as client:
        send_for_ever(client)
    proxy.target = echo
    with connect(proxy) as client:
        client.sendall(b"hello")
        assert client.recv(10) == b"hello"

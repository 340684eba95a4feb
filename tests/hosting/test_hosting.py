"""The web servers themselves: what is answered by them, what is passed on, and what nobody gets to see."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flowc.cli import main
from tests.hosting.front import (
    Upstream,
    ask,
    caddy_command,
    caddy_environment,
    free_port,
    nginx_command,
    program,
    running,
    upstream,
)

ROOT = Path(__file__).parent.parent.parent
CLINIC = ROOT / "docs" / "snippets" / "clinic.mv"
EXAMPLES = [*sorted((ROOT / "examples").glob("*.mv")), ROOT / "examples" / "shops"]
EVENT = b'{"event": "call.gathered"}'
SERVERS = ("nginx", "caddy")
FILES = {"nginx": "flowc.conf", "caddy": "Caddyfile"}


def build(folder: Path, *paths: Path, base_url: str = "") -> Path:
    out = folder / "build"
    options = ["--base-url", base_url] if base_url else []
    for path in paths or (CLINIC,):
        assert main(["build", str(path), "-o", str(out), "--fail-on", "error", *options]) == 0
    return out


def configured(server: str, folder: Path, built: Path, *options: str) -> Path:
    file = folder / FILES[server]
    assert main(["hosting", server, str(built), "-o", str(file), "--logs", str(folder), *options]) == 0
    return file


@contextmanager
def serving(server: str, folder: Path, built: Path, address: str) -> Iterator[int]:
    """The web server in front of an upstream; yields its port."""
    port = free_port()
    file = configured(server, folder, built, "--listen", f"127.0.0.1:{port}", "--upstream", address)
    if server == "nginx":
        command, environment = nginx_command(folder), None
    else:
        file.write_text(file.read_text(encoding="utf-8").replace("{\n", "{\n\tadmin off\n", 1), encoding="utf-8")
        command, environment = caddy_command(folder), caddy_environment(folder)
    with running(command, port, folder / "printed.log", environment):
        yield port


def logged(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.log"))


class Front:
    """A web server that is running, with a build and an upstream of its own."""

    def __init__(self, port: int, built: Path, behind: Upstream, folder: Path) -> None:
        self.port, self.built, self.behind, self.folder = port, built, behind, folder


@pytest.fixture(scope="module", params=SERVERS)
def front(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    program(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    built = build(folder)
    with upstream() as behind, serving(request.param, folder, built, behind.address) as port:
        yield Front(port, built, behind, folder)


@pytest.fixture(autouse=True)
def _nothing_asked_yet(request: pytest.FixtureRequest) -> None:
    if "front" in request.fixturenames:
        request.getfixturevalue("front").behind.asked.clear()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_documents_are_answered_without_the_upstream(front: Front, method: str) -> None:
    body = b'{"call_id": "call_1"}' if method == "POST" else None
    for path in sorted((front.built / "clinic").glob("*.json")):
        if path.name in ("routes.json", "manifest.json"):
            continue
        reply = ask(front.port, method, f"/ivr/clinic/{path.name}", body=body)
        assert (reply.status, reply.body) == (200, path.read_bytes()), path.name
        assert reply.headers["content-type"] == "application/json"
        assert reply.headers["etag"]
        assert reply.headers["cache-control"] == "no-cache"
    assert front.behind.asked == []


def test_a_head_request_gets_no_body(front: Front) -> None:
    reply = ask(front.port, "HEAD", "/ivr/clinic/answer.json")
    assert (reply.status, reply.body) == (200, b"")


def test_a_document_that_is_known_is_not_sent_again(front: Front) -> None:
    etag = ask(front.port, "GET", "/ivr/clinic/answer.json").headers["etag"]
    reply = ask(front.port, "GET", "/ivr/clinic/answer.json", headers={"If-None-Match": etag})
    assert (reply.status, reply.body) == (304, b"")


def test_a_query_without_an_entry_changes_nothing(front: Front) -> None:
    reply = ask(front.port, "GET", "/ivr/clinic/answer.json?call_id=call_1")
    assert reply.body == (front.built / "clinic" / "answer.json").read_bytes()


def test_routes_are_passed_on_whole(front: Front) -> None:
    path = "/ivr/clinic/route/main.retry2?digits=%2A1&call_id=call_1"
    reply = ask(front.port, "POST", path, body=b'{"data": 1}', headers={"X-Call": "call_1"})
    assert reply.json() == {"upstream": path}
    ((method, asked, body, headers),) = front.behind.asked
    assert (method, asked, body) == ("POST", path, b'{"data": 1}')
    assert headers["x-call"] == "call_1"
    assert headers["host"].split(":")[0] == "voice.riverside.example"


def test_events_are_passed_on_with_their_signature(front: Front) -> None:
    signed = {"X-MiniVoice-Timestamp": "1700000000", "X-MiniVoice-Signature": "v1=00"}
    assert ask(front.port, "POST", "/ivr/events", body=EVENT, headers=signed).status == 200
    ((method, path, body, headers),) = front.behind.asked
    assert (method, path, body) == ("POST", "/ivr/events", EVENT)
    assert headers["x-minivoice-signature"] == "v1=00"
    assert headers["x-minivoice-timestamp"] == "1700000000"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_document_that_is_gone_is_looked_for_upstream(front: Front, method: str) -> None:
    body = b'{"call_id": "call_1"}' if method == "POST" else None
    reply = ask(front.port, method, "/ivr/clinic/of_the_build_before.json", body=body)
    assert reply.json() == {"upstream": "/ivr/clinic/of_the_build_before.json"}


def test_a_document_with_an_entry_is_filled_upstream(front: Front) -> None:
    path = "/ivr/clinic/answer.json?entry=4711"
    assert ask(front.port, "GET", path).json() == {"upstream": path}


@pytest.mark.parametrize(
    "path",
    [
        "/ivr/clinic/routes.json",
        "/ivr/clinic/manifest.json",
        "/ivr/clinic/%6danifest.json",
        "/ivr/clinic/x/../manifest.json",
        "/",
        "/healthz",
        "/readyz",
        "/metrics",
        "/ivr/",
        "/ivr/other/answer.json",
        "/clinic/answer.json",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_nobodys_business_is_not_found(front: Front, path: str, method: str) -> None:
    reply = ask(front.port, method, path)
    assert reply.status == 404
    assert reply.json()["error"]["code"] == "not_found"
    assert front.behind.asked == []


@pytest.mark.parametrize("path", ["/ivr/clinic/answer.json", "/ivr/clinic/route/main", "/ivr/events", "/"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(front: Front, path: str, method: str) -> None:
    reply = ask(front.port, method, path)
    assert (reply.status, reply.json()["error"]["code"]) == (405, "method_not_allowed")
    assert reply.headers["allow"] == "GET, HEAD, POST"
    assert front.behind.asked == []


def test_a_large_body_is_refused(front: Front) -> None:
    reply = ask(front.port, "POST", "/ivr/events", body=b"x" * 65_537)
    assert (reply.status, reply.json()["error"]["code"]) == (413, "body_too_large")
    assert ask(front.port, "POST", "/ivr/events", body=b"x" * 65_540).status == 413
    assert ask(front.port, "POST", "/ivr/events", body=b"x" * 100_000).status == 413
    assert ask(front.port, "POST", "/ivr/events", body=b"x" * 65_536).status == 200
    assert [len(body) for _, _, body, _ in front.behind.asked] == [65_536]


def test_large_headers_are_refused(front: Front) -> None:
    reply = ask(front.port, "GET", "/ivr/clinic/answer.json", headers={"X-Large": "x" * 40_000})
    assert reply.status in (400, 414, 431)
    assert front.behind.asked == []


def test_no_file_outside_of_the_flow_is_answered(front: Front) -> None:
    (front.built / "secret.json").write_text("{}", encoding="utf-8")
    for path in ("/ivr/clinic/..%2fsecret.json", "/ivr/clinic/../secret.json", "/ivr/clinic/%2e%2e/secret.json"):
        assert ask(front.port, "GET", path).body != b"{}"


def test_no_digit_is_in_a_log(front: Front) -> None:
    ask(front.port, "GET", "/ivr/clinic/route/main?digits=8675309")
    ask(front.port, "GET", "/ivr/clinic/answer.json?entry=8675309")
    ask(front.port, "POST", "/ivr/events", body=b'{"digits": "8675309"}')
    deadline = time.monotonic() + 10
    while "/ivr/events" not in (written := logged(front.folder)) and time.monotonic() < deadline:
        time.sleep(0.05)  # a log is written when the answer has been sent already
    assert "/ivr/clinic/route/main" in written
    assert "8675309" not in written


@pytest.mark.parametrize("server", SERVERS)
def test_a_caller_is_not_cut_off_while_the_upstream_is_away(server: str, tmp_path: Path) -> None:
    program(server)
    built = build(tmp_path)
    routes = json.loads((built / "clinic" / "routes.json").read_bytes())["routes"]
    with serving(server, tmp_path, built, f"127.0.0.1:{free_port()}") as port:
        for method in ("GET", "POST"):
            for name, route in routes.items():
                reply = ask(port, method, f"/ivr/clinic/route/{name}?digits=1", body=EVENT)
                assert reply.status == 200, (method, name)
                assert reply.body == (built / "clinic" / f"{route['noinput']}.json").read_bytes()
        for method, path in (("POST", "/ivr/events"), ("GET", "/ivr/clinic/route/x"), ("POST", "/ivr/clinic/x.json")):
            reply = ask(port, method, path)
            assert (reply.status, reply.json()["error"]["code"]) == (503, "unavailable")
            assert reply.headers["retry-after"] == "1"
    assert "digits" not in logged(tmp_path)


@pytest.mark.parametrize("server", SERVERS)
def test_several_flows_and_hosts_and_any_prefix(server: str, tmp_path: Path) -> None:
    program(server)
    build(tmp_path, base_url="https://one.example/a%20b/c")
    build(tmp_path, ROOT / "examples" / "receptionist.mv", base_url="https://one.example/a%20b/c")
    built = build(tmp_path, ROOT / "examples" / "departments.mv", base_url="https://two.example")
    with upstream() as behind, serving(server, tmp_path, built, behind.address) as port:
        for host, prefix, flow in (
            ("one.example", "/a%20b/c", "clinic"),
            ("one.example", "/a%20b/c", "receptionist"),
            ("two.example", "", "departments"),
        ):
            reply = ask(port, "GET", f"{prefix}/{flow}/answer.json", host=host)
            assert reply.body == (built / flow / "answer.json").read_bytes()
            for path in (f"{prefix}/{flow}/route/main", f"{prefix}/events", f"{prefix}/{flow}/gone.json"):
                assert ask(port, "GET", path, host=host).json() == {"upstream": path}


def test_templates_are_passed_on_by_name(tmp_path: Path) -> None:
    program("nginx")
    built = build(tmp_path)
    manifest = built / "clinic" / "manifest.json"
    value = json.loads(manifest.read_bytes())
    value["documents"]["desk"]["fills"] = ["digits"]
    manifest.write_text(json.dumps(value), encoding="utf-8")
    for server in SERVERS:
        folder = tmp_path / server
        folder.mkdir()
        with upstream() as behind, serving(server, folder, built, behind.address) as port:
            assert ask(port, "GET", "/ivr/clinic/desk.json").json() == {"upstream": "/ivr/clinic/desk.json"}
            assert "upstream" not in ask(port, "GET", "/ivr/clinic/answer.json").json()


def test_nginx_takes_the_configuration_of_every_example(tmp_path: Path) -> None:
    program("nginx")
    for path in EXAMPLES:
        folder = tmp_path / path.stem
        folder.mkdir()
        configured("nginx", folder, build(folder, path), "--listen", f"127.0.0.1:{free_port()}")
        done = subprocess.run([*nginx_command(folder), "-t"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_caddy_takes_the_configuration_of_every_example(tmp_path: Path) -> None:
    program("caddy")
    build(tmp_path, *EXAMPLES)
    configured("caddy", tmp_path, tmp_path / "build", "--listen", "127.0.0.1:8080")
    command = caddy_command(tmp_path, "validate")
    done = subprocess.run(command, env=caddy_environment(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

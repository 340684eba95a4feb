"""``flowc hosting``: what it writes, what it refuses, and when a configuration has become another one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowc.cli import main
from flowc.serve.hosting import FORMATS, Hosting, HostingError, published
from tests.hosting.test_hosting import build

MANIFEST = {
    "base_url": "https://voice.example/v1",
    "flow": "desk",
    "documents": {"answer": {}, "main.on_digits": {"fills": ["digits"]}},
}
ROUTES = {
    "routes": {
        "main": {"kind": "gather", "noinput": "main.retry2.noinput"},
        "main.retry2": {"kind": "gather", "noinput": "night/answer"},
        "opening": {"kind": "hours", "open": "main", "closed": "night/answer"},
    }
}


def hosting(directory: str = "/srv/desk", **changes: object) -> Hosting:
    return Hosting((published({**MANIFEST, **changes}, ROUTES, directory),))


def test_a_build_says_what_a_server_has_to_know() -> None:
    flow = hosting().flows[0]
    assert (flow.host, flow.path, flow.templates) == ("voice.example", "/v1/desk", ("main.on_digits",))
    assert dict(flow.silence) == {
        "/v1/desk/route/main": "/v1/desk/main.retry2.noinput.json",
        "/v1/desk/route/main.retry2": "/v1/night/answer.json",
    }


@pytest.mark.parametrize("manifest", [None, [], {}, {**MANIFEST, "base_url": 1}, {**MANIFEST, "documents": ["a"]}])
def test_what_is_no_manifest_is_told(manifest: object) -> None:
    with pytest.raises(HostingError, match="not what a build writes"):
        published(manifest, ROUTES, "/srv/desk")


@pytest.mark.parametrize("server", ["nginx", "caddy"])
@pytest.mark.parametrize("directory", ["/srv/a\nb", "/srv/${x}", "/srv/{x}"])
def test_what_would_mean_something_else_in_a_configuration_is_refused(server: str, directory: str) -> None:
    if (server, directory) == ("nginx", "/srv/{x}"):
        assert 'alias "/srv/{x}/";' in FORMATS[server](hosting(directory))
        return
    with pytest.raises(HostingError):
        FORMATS[server](hosting(directory))


def test_several_upstreams_take_over_from_one_another() -> None:
    two = hosting()._replace(upstreams=("10.0.0.1:8080", "10.0.0.2:8080"))
    text = FORMATS["nginx"](two)
    assert "server 10.0.0.1:8080;" in text
    assert "proxy_next_upstream error timeout non_idempotent;" in text
    assert "reverse_proxy 10.0.0.1:8080 10.0.0.2:8080 {" in FORMATS["caddy"](two)


def test_a_certificate_ends_tls_here() -> None:
    ended = hosting()._replace(certificate="/c.pem", key="/k.pem")
    text = FORMATS["nginx"](ended)
    assert "listen 443 ssl;" in text
    assert "ssl_certificate_key /k.pem;" in text
    assert "\ttls /c.pem /k.pem" in FORMATS["caddy"](ended)


def test_the_headers_file_says_what_is_not_for_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = build(tmp_path)
    assert main(["hosting", "headers", str(built)]) == 0
    text = capsys.readouterr().out
    assert "/ivr/clinic/*\n  Content-Type: application/json\n" in text
    assert "#   /ivr/clinic/route/*\n" in text
    assert "#   /ivr/events\n" in text
    assert all(line.startswith(("#", "/ivr/clinic/", "  ")) for line in text.splitlines() if line)


def test_a_configuration_is_current_until_routes_change(tmp_path: Path) -> None:
    built, file = build(tmp_path), tmp_path / "flowc.conf"
    command = ["hosting", "nginx", str(built), "-o", str(file)]
    assert main([*command, "--check"]) == 2
    assert main(command) == 0
    assert main([*command, "--check"]) == 0
    routes = built / "clinic" / "routes.json"
    value = json.loads(routes.read_bytes())
    value["routes"]["another"] = next(iter(value["routes"].values()))
    routes.write_text(json.dumps(value), encoding="utf-8")
    assert main([*command, "--check"]) == 1


def test_one_flow_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = build(tmp_path)
    assert main(["hosting", "nginx", str(built / "clinic"), "--root", "/srv/voice/clinic/"]) == 0
    assert "alias /srv/voice/clinic/;" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["apache", "."], "no configuration can be written for `apache`"),
        (["nginx", "nowhere"], "nowhere: no such file or directory"),
        (["nginx", "empty"], "empty: no built flow is here"),
        (["nginx", "empty", "--key", "k.pem"], "a certificate needs its key"),
        (["nginx", "broken"], "this is no JSON"),
        (["nginx", "half"], "no such file or directory"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, manifest in (("empty", None), ("broken", "{"), ("half", "{}")):
        (tmp_path / folder).mkdir()
        if manifest is not None:
            (tmp_path / folder / "manifest.json").write_text(manifest, encoding="utf-8")
    assert main(["hosting", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err.splitlines()[0]

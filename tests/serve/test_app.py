"""The application: what each request is answered with."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flowc.serve import calls
from flowc.serve.app import App, create_app
from flowc.serve.builds import Build
from flowc.serve.logs import Log
from flowc.serve.settings import Settings
from flowc.serve.shelf import Shelf
from flowc.serve.stores import StoreDownError
from flowc.serve.stores.memory import MemoryStore
from tests.serve.builds import example, gather, made, redirect, say
from tests.serve.client import SECRET, deliver, event, post, request, signed

FLOW = made(
    {
        "answer": [{"gather": {"prompt": "Your code?"}}, redirect("route/code")],
        "right": [say("Right.")],
        "wrong": [say("Wrong.")],
        "silent": [say("Silent.")],
        "short": [say("Short.")],
        "number": [{"gather": {"prompt": "Your number?"}}, redirect("route/number")],
        "number.on_digits": [say("You entered {digits}."), {"set_variables": {"variables": {"callback": "{digits}"}}}],
        "number.confirm": [{"gather": {"prompt": "{digits}, is that so?"}}, redirect("route/confirm?entry={digits}")],
        "pin": [{"gather": {"prompt": "Your PIN?"}}, redirect("route/pin")],
        "pin.on_4711": [say("Welcome back.")],
    },
    {
        "code": gather("code", {"123": "right", "NX": "right"}, "silent", min_digits=2, max_digits=3, finish_on="#",
                       incomplete="short", nomatch="wrong"),
        "number": gather("number", {"digits": "number.on_digits"}, "silent", min_digits=3, max_digits=5, finish_on="#",
                         incomplete="short"),
        "ask": gather("ask", {"digits": "number.confirm"}, "silent", min_digits=3, max_digits=5, incomplete="short"),
        "confirm": gather("ask", {"1": "number.on_digits"}, "silent", nomatch="wrong", confirms="digits"),
        "pin": gather("pin", {"4711": "pin.on_4711"}, "silent", min_digits=4, max_digits=4, sensitive=True,
                      incomplete="short", nomatch="wrong"),
    },
    {"number.on_digits": {"fills": ["digits"]}, "number.confirm": {"fills": ["digits"]}},
)  # fmt: skip
P = "/v1/flow"


class Kept(MemoryStore):
    """Memory that tells all that is in it, and can be away."""

    away = False
    slow = False

    def everything(self) -> str:
        return "".join(call + write.record.decode() for call, write in self._writes.items())

    async def read(self, call: str) -> bytes | None:
        await self._check()
        return await super().read(call)

    async def update(self, call: str, change: Any, *, safely: bool = True) -> Any:
        await self._check()
        return await super().update(call, change, safely=safely)

    async def ping(self) -> None:
        await self._check()

    async def _check(self) -> None:
        if self.slow:
            await asyncio.sleep(30)
        if self.away:
            raise StoreDownError("away")


class Place:
    """An application with what it told and keeps."""

    def __init__(
        self, build: Build | Shelf | None = None, clock: Callable[[], float] = time.time, **settings: Any
    ) -> None:
        self.told: list[str] = []
        self.store = Kept()
        self.app = create_app(
            build or Build([FLOW]),
            Settings(secrets=(SECRET,), **settings),
            self.store,
            log=Log("info", self.told.append),
            clock=clock,
        )


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets how long requests wait for their events."""
    return lambda seconds: monkeypatch.setattr(calls, "PATIENCE", seconds)


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())  # type: ignore[arg-type]


def test_a_document_is_answered_as_it_was_built_to_get_head_and_post() -> None:
    async def work() -> None:
        app = Place().app
        got = await request(app, f"{P}/answer.json")
        assert (got.status, got.body) == (200, FLOW.files["answer.json"])
        assert got.headers["content-type"] == "application/json"
        assert got.headers["cache-control"] == "no-cache"
        assert (await post(app, f"{P}/answer.json", {})).body == got.body
        head = await request(app, f"{P}/answer.json", "HEAD")
        assert (head.body, head.headers) == (b"", got.headers)
        tag = got.headers["etag"].encode()
        assert (await request(app, f"{P}/answer.json", headers=[(b"if-none-match", tag)])).status == 304

    run(work)


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/", 404), ("GET", f"{P}/nothing.json", 404), ("GET", f"{P}/route/nothing", 404),
        ("GET", f"{P}/manifest.json", 404), ("GET", f"{P}/routes.json", 404), ("GET", f"{P}/../flow/answer.json", 404),
        ("GET", "/v1/events", 405), ("HEAD", f"{P}/route/code", 405), ("DELETE", f"{P}/route/code", 405),
        ("PUT", f"{P}/answer.json", 405),
        ("POST", "/metrics", 405), ("GET", f"{P}/number.on_digits.json", 404),
        ("GET", f"{P}/number.on_digits.json?entry=abc", 404), ("GET", f"{P}/number.on_digits.json?entry=", 404),
    ],
)  # fmt: skip
def test_what_is_not_served_is_refused_in_the_platforms_form(method: str, target: str, status: int) -> None:
    async def work() -> None:
        got = await request(Place().app, target, method)
        assert got.status == status
        assert method == "HEAD" or set(got.value) == {"error"}
        assert method == "HEAD" or set(got.value["error"]) == {"code", "message"}
        assert status != 405 or got.headers["allow"]

    run(work)


@pytest.mark.parametrize(
    ("digits", "document"),
    [("123", "right"), ("123%23", "right"), ("99", "right"), ("99%23", "right"), ("12", "wrong"), ("99%23%23", "wrong"),
     ("", "silent"), ("%23", "silent"), ("1", "short"), ("1%23", "short"), ("1234567", "wrong"), ("A1", "wrong"),
     ("zz", "silent"), ("1" * 99, "silent")],
)  # fmt: skip
def test_digits_lead_where_the_table_says(digits: str, document: str) -> None:
    async def work() -> None:
        got = await request(Place().app, f"{P}/route/code?digits={digits}")
        assert (got.status, got.body) == (200, FLOW.files[f"{document}.json"])

    run(work)


def test_digits_are_found_wherever_a_request_may_have_them() -> None:
    async def work() -> None:
        app = Place().app
        code = f"{P}/route/code"
        got = [
            await request(app, f"{code}?Digits=99"),
            await request(app, f"{code}?data.digits=99"),
            await post(app, code, {"digits": "99"}),
            await post(app, code, {"data": {"digits": "99"}, "call": {"id": "c"}}),
            await post(app, code, b"Digits=99&CallId=c", "application/x-www-form-urlencoded"),
        ]
        assert {answer.body for answer in got} == {FLOW.files["right.json"]}
        named = Place(digits_names=("pressed",)).app
        assert (await request(named, f"{code}?pressed=99")).body == FLOW.files["right.json"]
        assert (await request(named, f"{code}?digits=99")).body == FLOW.files["silent.json"]

    run(work)


@pytest.mark.parametrize(
    "body", [b"{", b"[1]", b'{"digits": 5}', b"\xff\xfe", b'{"a":' * 5000, b'{"digits": null}', b"&&&=;%"]
)
def test_a_request_that_cannot_be_read_is_answered_as_silence(body: bytes) -> None:
    async def work() -> None:
        got = await post(Place().app, f"{P}/route/code", body)
        assert (got.status, got.body) == (200, FLOW.files["silent.json"])

    run(work)


@pytest.mark.parametrize("naming", ["call_id=c", "call.id=c", "CallId=c", "header"])
def test_digits_come_by_event_to_whoever_names_the_call(naming: str) -> None:
    async def work() -> None:
        app = Place().app
        assert (await deliver(app, event("c", "99"))).status == 200
        headers = [(b"x-call-id", b"c")] if naming == "header" else []
        query = "" if naming == "header" else f"?{naming}"
        assert (await request(app, f"{P}/route/code{query}", headers=headers)).body == FLOW.files["right.json"]
        assert (await request(app, f"{P}/route/code{query}", headers=headers)).body == FLOW.files["right.json"]

    run(work)


def test_a_request_waits_for_its_event() -> None:
    async def work() -> None:
        app = Place().app
        asking = asyncio.create_task(request(app, f"{P}/route/code?call_id=c"))
        twice = asyncio.create_task(request(app, f"{P}/route/code?call_id=c"))
        await asyncio.sleep(0.1)
        assert not asking.done()
        await deliver(app, event("other", "123"))
        await deliver(app, event("c", "99"))
        assert (await asking).body == (await twice).body == FLOW.files["right.json"]

    run(work)


def test_a_request_whose_event_does_not_come_is_answered_as_silence_after_two_seconds() -> None:
    async def work() -> None:
        app = Place().app
        begun = time.monotonic()
        assert (await request(app, f"{P}/route/code?call_id=c")).body == FLOW.files["silent.json"]
        assert 1.9 < time.monotonic() - begun < 3
        await deliver(app, event("c", "99", at=time.time() - 2))
        assert (await request(app, f"{P}/route/code?call_id=c")).body == FLOW.files["silent.json"]

    run(work)


def test_of_one_call_only_a_few_requests_wait(patient: Callable[[float], None]) -> None:
    patient(1.0)
    app = Place().app

    async def seconds() -> float:
        begun = time.monotonic()
        answer = await request(app, f"{P}/route/code?call_id=c")
        assert answer.body == FLOW.files["silent.json"]
        return time.monotonic() - begun

    async def work() -> None:
        took = await asyncio.gather(*(seconds() for _ in range(30)))
        assert min(took) < 1.0, "it is answered at once, and the others with it"
        assert not app._answering._waiting

    run(work)


def test_templates_are_filled_with_what_was_pressed() -> None:
    async def work() -> None:
        app = Place().app
        filled = (await request(app, f"{P}/route/number?digits=4*7%23")).value["actions"]
        assert filled == [say("You entered 4 star 7."), {"set_variables": {"variables": {"callback": "4*7"}}}]
        confirm = (await request(app, f"{P}/route/ask?digits=4711")).value["actions"]
        assert confirm[1] == redirect("route/confirm?entry=4711")
        done = (await request(app, f"{P}/route/confirm?entry=4711&digits=1")).value["actions"]
        assert done[0] == say("You entered 4 7 1 1.")
        assert (await request(app, f"{P}/route/confirm?digits=1")).body == FLOW.files["silent.json"]
        assert (await request(app, f"{P}/route/confirm?entry=<b>&digits=1")).body == FLOW.files["silent.json"]
        assert (await request(app, f"{P}/number.on_digits.json?entry=4711")).value["actions"][0] == done[0]
        await request(app, f"{P}/number.json?call_id=c")
        await deliver(app, event("c", "815"))
        assert (await request(app, f"{P}/route/number?call_id=c")).value["actions"][0] == say("You entered 8 1 5.")
        assert (await request(app, f"{P}/route/number?call_id=c")).value["actions"][0] == say("You entered 8 1 5.")

    run(work)


def test_secret_digits_are_never_kept_and_still_lead_where_they_lead() -> None:
    async def work() -> None:
        place = Place()
        await request(place.app, f"{P}/pin.json?call_id=c")
        for call in ("c", "unknown"):
            await deliver(place.app, event(call, "4711"))
            assert "4711" not in place.store.everything().replace("pin.on_4711", "")
        assert (await request(place.app, f"{P}/route/pin?call_id=c")).body == FLOW.files["pin.on_4711.json"]
        assert (await request(place.app, f"{P}/route/pin?call_id=c")).body == FLOW.files["pin.on_4711.json"]
        assert "4711" not in "".join(place.told)

    run(work)


def test_digits_that_a_request_brings_are_not_kept_even_where_they_fill_what_follows() -> None:
    documents = {
        "answer": [{"gather": {}}, redirect("route/pin")],
        "told": [say("You entered {digits}."), {"gather": {}}, redirect("route/again?entry={digits}")],
        "done": [say("So {digits} it is.")],
        "end": [say("Goodbye.")],
    }
    routes = {
        "pin": gather("pin", {"digits": "told"}, "end", min_digits=4, max_digits=4, sensitive=True),
        "again": gather("pin", {"1": "done"}, "end", confirms="digits"),
    }
    place = Place(Build([made(documents, routes, {name: {"fills": ["digits"]} for name in ("told", "done")})]))

    async def work() -> None:
        assert b"4 7 1 1" in (await request(place.app, f"{P}/route/pin?call_id=c&digits=4711")).body
        assert (await deliver(place.app, event("c", digits="4711"))).status == 200
        assert b"4 7 1 1" in (await request(place.app, f"{P}/route/again?call_id=c&digits=1&entry=4711")).body
        assert (await request(place.app, f"{P}/told.json?call_id=d&entry=4711")).status == 200
        assert (await deliver(place.app, event("d", digits="1"))).status == 200
        assert b"4 7 1 1" in (await request(place.app, f"{P}/route/again?call_id=d&entry=4711")).body
        assert b"4 7 1 1" in (await request(place.app, f"{P}/route/again?call_id=d&entry=4711")).body
        assert b"Goodbye" in (await request(place.app, f"{P}/route/pin?call_id=c")).body, "nothing to fill it with"
        assert "4711" not in place.store.everything()

    run(work)


def test_what_a_head_request_looks_at_leads_no_call_there() -> None:
    place = Place()

    async def work() -> None:
        assert (await request(place.app, f"{P}/pin.json?call_id=c", "HEAD")).status == 200
        assert place.store.everything() == ""

    run(work)


def test_an_event_that_is_nested_as_deeply_as_can_be_is_no_mistake_of_the_server() -> None:
    place = Place()

    async def work() -> None:
        for depth in range(300, 1100, 3):
            body = event("c", digits="1", data={"x": "NESTED"}).replace(b'"NESTED"', b"[" * depth + b"]" * depth)
            assert (await request(place.app, "/v1/events", "POST", body, signed(body))).status in (200, 400)

    run(work)


def test_the_first_digits_of_an_unknown_call_are_kept_where_they_cannot_be_a_secret() -> None:
    async def work() -> None:
        place = Place()
        await deliver(place.app, event("a", "987", data={"timeout_seconds": 5}))
        assert '"987"' not in place.store.everything(), "a PIN is asked for with the same timeout"
        slower = made(
            {"answer": [{"gather": {"timeout_seconds": 9}}, redirect("route/code")], "right": [], "pin": []},
            {"code": gather("code", {"digits": "right"}, "right", max_digits=3, timeout_seconds=9),
             "pin": gather("pin", {}, "pin", max_digits=4, sensitive=True)},
        )  # fmt: skip
        other = Place(Build([slower]))
        await deliver(other.app, event("a", "987", data={"timeout_seconds": 9}))
        assert '"987"' in other.store.everything()

    run(work)


def test_ordinary_digits_are_told_to_nobody_and_forgotten_after_their_time() -> None:
    async def work() -> None:
        now = time.time()
        place = Place(clock=lambda: now, retry_horizon=60.0)
        await deliver(place.app, event("c", "81549", at=now))
        await request(place.app, f"{P}/route/number?call_id=c&digits=81549")
        await deliver(place.app, event("c", name="call.completed"))
        assert "81549" in place.store.everything()
        metrics = (await request(place.app, "/metrics")).body.decode()
        assert "81549" not in metrics + "".join(place.told)
        now += 59
        await place.app.sweep()
        assert "81549" in place.store.everything()
        now += 2
        await place.app.sweep()
        assert place.store.everything() == ""

    run(work)


def test_an_event_of_a_call_that_must_be_over_is_remembered_no_longer_than_need_be() -> None:
    async def work() -> None:
        now = time.time()
        place = Place(clock=lambda: now, retry_horizon=60.0, call_limit=600.0)
        await deliver(place.app, event("old", "99", at=now - 601))
        await deliver(place.app, event("new", "99", at=now - 599))
        assert (await request(place.app, f"{P}/route/code?call_id=old")).body == FLOW.files["right.json"]
        now += 61
        await place.app.sweep()
        assert await place.store.read("old") is None
        assert await place.store.read("new") is not None

    run(work)


def test_events_are_kept_once() -> None:
    async def work() -> None:
        place = Place()
        body = event("c", "99", data={"event_key": "c:1"})
        other = event("c", "123", data={"event_key": "c:1"})
        for delivery in (body, body, other):
            assert (await deliver(place.app, delivery)).status == 200
        kinds = [place.app.metrics.value("flowc_events_total", kind=kind) for kind in ("new", "same", "conflict")]
        assert kinds == [1, 1, 1]
        assert (await request(place.app, f"{P}/route/code?call_id=c")).body == FLOW.files["right.json"]

    run(work)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{}", 400), (b"[]", 400), (b'{"event": "x", "call": {"id": "a b"}}', 400), (b"\xff", 400),
     (b"[" * 60000, 400), (b'{"event": "x", "call": {"id": "\\ud800"}}', 400), (b'{"event": NaN}', 400),
     (b'{"event": "x.new", "call": {"id": "c"}, "created_at": 5, "data": [], "variables": 7}', 200),
     (b"x" * 65_537, 413)],
)  # fmt: skip
def test_what_is_no_event_is_refused(body: bytes, status: int) -> None:
    async def work() -> None:
        app = Place().app
        got = await request(app, "/v1/events", "POST", body, signed(body), chunk=1000)
        assert got.status == status

    run(work)


def test_an_unsigned_event_is_refused_before_it_is_read() -> None:
    async def work() -> None:
        place = Place()
        assert (await request(place.app, "/v1/events", "POST", event("c", "99"))).status == 401
        assert place.store.everything() == ""
        previous = create_app(Build([FLOW]), Settings(secrets=(b"new", SECRET)))
        assert (await deliver(previous, event("c", "99"))).status == 200

    run(work)


@pytest.mark.parametrize("how", ["away", "slow"])
def test_without_a_store_routes_are_answered_within_a_second_and_events_are_not_taken(how: str) -> None:
    async def work() -> None:
        place = Place()
        setattr(place.store, how, True)
        for target, document in (
            ("route/code?call_id=c", "silent"),
            ("route/code?call_id=c&digits=99", "right"),
            ("answer.json?call_id=c", "answer"),
        ):
            begun = time.monotonic()
            assert (await request(place.app, f"{P}/{target}")).body == FLOW.files[f"{document}.json"]
            assert time.monotonic() - begun < 1
        refused = await deliver(place.app, event("c", "99"))
        assert (refused.status, refused.headers["retry-after"]) == (503, "1")
        assert (await request(place.app, "/readyz")).status == 503
        assert (await request(place.app, "/healthz")).status == 200
        setattr(place.store, how, False)
        await asyncio.sleep(0.6)
        assert (await deliver(place.app, event("c", "99"))).status == 200
        assert (await request(place.app, "/readyz")).status == 200

    run(work)


def test_it_is_told_when_everybody_is_taken_for_silent() -> None:
    async def work() -> None:
        place = Place()
        assert (await request(place.app, "/readyz")).value["alarm"] is None
        await request(place.app, f"{P}/route/code")
        assert "call ID" in (await request(place.app, "/readyz")).value["alarm"]
        assert place.app.metrics.value("flowc_everybody_silent") == 1
        assert any(json.loads(line)["event"] == "everybody_silent" for line in place.told)
        await request(place.app, f"{P}/route/code?digits=99")
        assert (await request(place.app, "/readyz")).value["alarm"] is None
        assert place.app.metrics.value("flowc_everybody_silent") == 0

    run(work)


def test_calls_without_any_event_are_an_alarm_too(patient: Callable[[float], None]) -> None:
    patient(0.01)

    async def work() -> None:
        place = Place()
        for call in ("a", "b", "c"):
            assert (await request(place.app, "/readyz")).value["alarm"] is None
            await request(place.app, f"{P}/route/code?call_id={call}")
        assert "webhook_url" in (await request(place.app, "/readyz")).value["alarm"]

    run(work)


def test_a_call_under_way_keeps_the_build_that_it_began_with() -> None:
    async def work() -> None:
        newer = made(
            {"answer": [say("New."), {"gather": {}}, redirect("route/code")], "silent": [say("New silence.")]},
            {"code": gather("code", {}, "silent")},
        )
        shelf = Shelf(Build([FLOW]))
        place = Place(shelf)
        await request(place.app, f"{P}/answer.json?call_id=old")
        shelf.take(Build([newer]))
        assert (await request(place.app, f"{P}/answer.json?call_id=new")).body == newer.files["answer.json"]
        assert (await request(place.app, f"{P}/answer.json")).body == newer.files["answer.json"]
        assert (await request(place.app, f"{P}/route/code?call_id=old&digits=99")).body == FLOW.files["right.json"]
        assert (await request(place.app, f"{P}/route/code?call_id=new&digits=99")).body == newer.files["silent.json"]
        assert (await request(place.app, f"{P}/right.json?call_id=old")).body == FLOW.files["right.json"]

    run(work)


def test_further_routes_and_mounting() -> None:
    async def work() -> None:
        async def hello(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": scope["path"].encode()})

        app: App = create_app(Build([FLOW]), extra_routes={"/page/": hello, "/one": hello})
        for path, status in (("/page/x", 200), ("/page/", 200), ("/one", 200), ("/one/two", 404), ("/page", 404)):
            assert (await request(app, path)).status == status
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": f"/calls{P}/answer.json", "root_path": "/calls",
                 "query_string": b"", "headers": []}  # fmt: skip
        await app(scope, receive, send)
        assert sent[0]["status"] == 200

    run(work)


def test_every_flow_of_a_build_is_served_and_every_route_answers_every_key() -> None:
    async def work() -> None:
        build = example("departments")
        app = create_app(build)
        for path, document in build.documents.items():
            assert (await request(app, path)).body == document.body
        for path, route in build.routes.items():
            for digits in ("", "1", "9", "00", "%23"):
                got = await request(app, f"{path}?digits={digits}")
                assert got.status == 200, route.key

    run(work)


def test_an_event_that_nobody_took_is_counted_when_its_call_is_forgotten() -> None:
    async def work() -> None:
        now = time.time()
        place = Place(clock=lambda: now, forward="http://127.0.0.1:9/", retry_horizon=60.0, call_limit=60.0)
        await request(place.app, f"{P}/answer.json?call_id=c")
        await deliver(place.app, event("c", "1"))
        await place.app.sweep()
        assert place.app.metrics.value("flowc_forwards_dropped_total") == 0
        now += 121
        await place.app.sweep()
        assert place.app.metrics.value("flowc_forwards_dropped_total") == 1
        assert '"never_passed_on", "calls": 1' in "".join(place.told)
        await place.app.end()

    run(work)


def test_a_secret_event_is_passed_on_while_the_platform_waits_or_not_accepted() -> None:
    async def work() -> None:
        taken: list[bytes] = []
        status = b"500 No"

        async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            taken.append(await reader.readexactly(length))
            writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(receive, "127.0.0.1", 0)
        place = Place(forward=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        await request(place.app, f"{P}/pin.json?call_id=c")
        body = event("c", "4711")
        assert (await deliver(place.app, body)).status == 503
        assert "4711" not in place.store.everything().replace("pin.on_4711", "")
        status = b"200 OK"
        assert (await deliver(place.app, body)).status == 200
        assert (await deliver(place.app, body)).status == 200
        assert taken == [body, body], "the third delivery had been passed on already"
        assert (await request(place.app, f"{P}/route/pin?call_id=c")).body == FLOW.files["pin.on_4711.json"]
        server.close()

    run(work)

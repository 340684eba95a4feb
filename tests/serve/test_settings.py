"""What is set where: the command line wins over the environment, that over the file, and each is checked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flowc.commands.console import UserError
from flowc.commands.options import parse
from flowc.commands.serve import COMMAND, _given
from flowc.config import ConfigError, file_layer
from flowc.serve.settings import Settings
from flowc.serving import SETTINGS, read_table, read_text
from tests.serve.mutated import mutate

EXAMPLE = Path(__file__).parents[2] / "examples" / "receptionist.mv"


def test_flag_wins_over_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "flowc.toml").write_text('[serve]\nport = 1\nhost = "::1"\ncall-names = ["id"]\nclock-skew = 0.5\n')
    environment = {"FLOWC_PORT": "2", "FLOWC_CLOCK_SKEW": "2.5", "FLOWC_WATCH": "1"}
    given = _given(parse(COMMAND, ["build", "--port", "3", "--digits-names", "a, b"]), str(tmp_path), environment)
    assert [given[name] for name in ("port", "host", "clock-skew", "watch")] == [3, "::1", 2.5, True]
    assert (given["call-names"], given["digits-names"]) == (("id",), ("a", "b"))
    assert given["retry-horizon"] == 3600


@pytest.mark.parametrize(
    ("name", "text"),
    [("port", "65536"), ("port", "x"), ("port", "1.5"), ("clock-skew", "nan"), ("clock-skew", "-1"), ("watch", "maybe"),
     ("asks-at-once", "0"), ("asks-at-once", "many"),
     ("log-level", "loud"), ("forward", "file:///x"), ("forward", "https://u:p@h/"), ("host", "")],
)  # fmt: skip
def test_what_cannot_be_is_refused(name: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must be"):
        read_text(name, text)
    with pytest.raises(UserError, match=name.upper().replace("-", "_")):
        _given(parse(COMMAND, ["build"]), str(tmp_path), {f"FLOWC_{name.upper().replace('-', '_')}": text})


def test_a_mistaken_table_is_refused() -> None:
    with pytest.raises(ConfigError, match="did you mean `port`"):
        file_layer("flowc.toml", b"[serve]\nprot = 1\n")
    with pytest.raises(ConfigError, match="`watch` must be true or false"):
        file_layer("flowc.toml", b"[serve]\nwatch = 1\n")
    assert read_table({"call-headers": ["X-Call"]}) == {"call-headers": ("x-call",)}


def test_a_server_made_in_python_is_set_as_the_command_usually_is() -> None:
    for field, value in Settings._field_defaults.items():
        name = field.replace("_", "-")
        if name in SETTINGS:
            assert SETTINGS[name].default == value, name


def test_no_other_command_loads_anything_of_the_server() -> None:
    program = (
        "import sys\nfrom flowc.cli import main\nmain(['check', sys.argv[1]])\n"
        "loaded = [name for name in sys.modules if name.startswith(('flowc.serv', 'uvicorn', 'asyncio', 'sqlite3'))]\n"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(EXAMPLE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_mutated_delivery_is_accepted_and_none_is_a_mistake_of_the_server() -> None:
    counts = mutate(2_000)
    assert set(counts) == {401}

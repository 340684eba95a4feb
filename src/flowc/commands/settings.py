"""The settings of a run, and the options that give them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from flowc.commands.console import UserError
from flowc.commands.options import Arguments, Option
from flowc.config import (
    ConfigError,
    Layer,
    Settings,
    environment_layer,
    file_layer,
    find_file,
    load,
    read_layer,
    text_layer,
)
from flowc.files import reason

__all__ = ["SETTINGS", "read_settings"]

SETTINGS = (
    Option("--select", "Rules that count: codes, beginnings of codes, names, or ALL", "RULES", many=True),
    Option("--ignore", "Rules that do not count", "RULES", many=True),
    Option("--fail-on", "The least severity that fails the run", "SEVERITY", choices=("error", "warning")),
    Option("--exit-zero", "Exit with 0 whatever is found"),
    Option("--config", "A configuration file, or a setting of one", "FILE|KEY=VALUE", many=True, path="file"),
)


def read_settings(arguments: Arguments, paths: Sequence[str], environment: Mapping[str, str]) -> Settings:
    """The settings for these files: of the nearest configuration file, the environment, the command line.

    Raises:
        UserError: a setting that cannot be.
    """
    given = arguments.values("--config")
    named = [value for value in given if "=" not in value]
    try:
        file = _read_file(named[-1]) if named else find_file(_common_directory(paths))
        layers = [
            *([file] if file is not None else []),
            environment_layer(environment),
            text_layer([value for value in given if "=" in value]),
            *_shorthands(arguments),
        ]
        return load(layers)
    except ConfigError as problem:
        raise UserError(str(problem), "the settings are listed in docs/configuration.md") from None


def _read_file(path: str) -> Layer:
    try:
        with open(path, "rb") as stream:
            layer = file_layer(path, stream.read())
    except OSError as problem:
        raise ConfigError(f"{path}: {reason(problem)}") from None
    if layer is None:
        raise ConfigError(f"{path}: there is no table [tool.flowc]")
    return layer


def _shorthands(arguments: Arguments) -> Iterator[Layer]:
    for option in ("--select", "--ignore", "--fail-on"):
        values = arguments.values(option)
        if values:
            yield read_layer({option[2:]: values[-1] if option == "--fail-on" else ",".join(values)}, "--")


def _common_directory(paths: Sequence[str]) -> str:
    directories = set(map(os.path.abspath, {os.path.dirname(path) for path in paths}))
    try:
        return os.path.commonpath(directories)
    except ValueError:  # no path at all, or drives that have nothing in common
        return "."

"""Records are what ``typing.NamedTuple`` makes, in everything that is done with them."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from flowc import records


class Ours(records.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    name: str | None = None

    @property
    def shown(self) -> str:
        return f"{self.line}:{self.column}"


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    name: str | None = None

    @property
    def shown(self) -> str:
        return f"{self.line}:{self.column}"


class Empty(records.NamedTuple):
    """No field at all."""


CALLS = [((1,), {}), ((1, 2), {"name": "a"}), ((), {"line": 3}), ((1, 2, "b"), {})]
WRONG = [((), {}), ((1, 2, "b", 4), {}), ((1,), {"line": 1}), ((1,), {"row": 1})]


@pytest.mark.parametrize(("given", "named"), CALLS)
def test_a_record_is_made_and_read_like_a_named_tuple(given, named):
    ours, theirs = Ours(*given, **named), Theirs(*given, **named)
    assert ours == theirs == tuple(theirs)
    assert hash(ours) == hash(theirs)
    assert (ours.line, ours.column, ours.name, ours.shown) == (theirs.line, theirs.column, theirs.name, theirs.shown)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert ours._replace(column=7) == theirs._replace(column=7)
    assert ours._asdict() == theirs._asdict()
    assert Ours._make(theirs) == theirs
    assert not hasattr(ours, "__dict__")


@pytest.mark.parametrize(("given", "named"), WRONG)
def test_what_is_no_call_of_the_one_is_none_of_the_other(given, named):
    for record in (Ours, Theirs):
        with pytest.raises(TypeError):
            record(*given, **named)


def test_the_classes_say_the_same_of_themselves():
    for name in ("_fields", "_field_defaults", "__match_args__", "__doc__", "__module__", "__slots__"):
        assert getattr(Ours, name) == getattr(Theirs, name), name
    assert Ours.__qualname__ == Ours.__name__ == "Ours"
    assert Ours.__annotations__ == {"line": "int", "column": "int", "name": "str | None"}
    assert issubclass(Ours, tuple)


def test_wrong_names_and_numbers_of_values_are_refused():
    with pytest.raises(ValueError, match="row"):
        Ours(1)._replace(row=2)
    with pytest.raises(TypeError, match="3 arguments, got 2"):
        Ours._make((1, 2))
    with pytest.raises(AttributeError):
        Ours(1).line = 2  # type: ignore[misc]


def test_a_default_is_followed_by_defaults_only():
    with pytest.raises(TypeError, match="without a default"):
        type(records.NamedTuple)("Bad", (records.NamedTuple,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})


def test_records_are_matched_copied_and_pickled():
    match Ours(4, 5):
        case Ours(4, column, name=None):
            assert column == 5
        case _:
            raise AssertionError
    assert pickle.loads(pickle.dumps(Ours(4, 5))) == copy.copy(Ours(4, 5)) == Ours(4, 5)
    assert type(pickle.loads(pickle.dumps(Ours(4)))) is Ours


def test_there_may_be_no_field():
    assert Empty() == ()
    assert repr(Empty()) == "Empty()"

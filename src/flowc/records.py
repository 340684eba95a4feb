"""Named tuples that are made quickly.

Nearly all data here is in named tuples, and a run makes more than a hundred such classes before it has read a line.
``typing.NamedTuple`` compiles source for each of them, one piece for the constructor and one for every annotation, and
takes a tenth of a millisecond and more; together that was a fifth of the time of ``flowc check`` on a small flow.

The classes made here are the same in use (for a type checker they are those of ``typing``), and nothing is compiled
for them: the code of a constructor depends on the number of fields alone, but for the names of its parameters.
Annotations are kept as they are written; the modules that use this say ``from __future__ import annotations``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from _collections import _tuplegetter
    from types import FunctionType

    class _Record(tuple):
        """What all of them have in common."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **values):
            made = tuple.__new__(type(self), map(values.pop, self._fields, self))
            if values:
                raise ValueError(f"Got unexpected field names: {list(values)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self):
            return tuple(self)

    class _Maker(type):
        """Makes a subclass of ``tuple`` of what is written as a subclass of ``NamedTuple``."""

        def __new__(cls, name, bases, members):
            if not bases:
                return super().__new__(cls, name, bases, members)
            fields = tuple(members.get("__annotations__", ()))
            defaults = {field: members[field] for field in fields if field in members}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one that has one")
            for index, field in enumerate(fields):
                members[field] = _tuplegetter(index, None)
            members |= {
                "__slots__": (),
                "__new__": _constructor(name, fields, tuple(defaults.values())),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            return type(name, (_Record,), members)

    class NamedTuple(metaclass=_Maker):
        """As ``typing.NamedTuple``."""

    _CODE = {}
    """By the number of fields, the code of a constructor."""

    def _constructor(name, fields, defaults):
        code = _CODE.get(len(fields))
        if code is None:
            names = "".join(f"_{index}, " for index in range(len(fields)))
            code = _CODE[len(fields)] = eval(f"lambda _cls, {names}: new(_cls, ({names}))").__code__
        code = code.replace(co_name="__new__", co_qualname=f"{name}.__new__", co_varnames=("_cls", *fields))
        return FunctionType(code, {"new": tuple.__new__}, "__new__", defaults or None)


new = tuple.__new__
"""``new(Span, (start, end))`` is ``Span(start, end)`` in half the time, for what a build makes by the hundred thousand:
tokens and what is made of them, blocks and edges. Nobody counts the values."""

__all__ = ["NamedTuple", "new"]

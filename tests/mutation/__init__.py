"""Mutation testing of the checker, the linter and the emitters: ``python -m tests.mutation [MODULE...]``

mutmut makes the mutants: it changes one thing after the other in the functions of a module and writes all versions of a
function side by side, with a switch before them. One process for each module loads the module so, collects its tests
once, and forks for each mutant: the child turns the switch and runs those of the tests that come by what is changed,
until one fails. A mutant that no test notices *survives*. A child costs milliseconds where a run of
pytest would cost seconds, which is why mutmut does not run them itself.

- ``modules`` says which modules there are and which tests are a module's own;
- ``mutants`` makes the mutants and keeps what is known of them, under ``.mutation/``;
- ``lines`` says which lines tests come by, and which ones mutants change;
- ``worker`` is the process for one module;
- ``shown`` makes the table for docs/mutation.md and shows survivors.
"""

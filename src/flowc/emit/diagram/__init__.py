"""Pictures of flows, for people who have never seen the language.

A picture is made in steps, each a module: ``picture`` folds the graph into cards and the ways between them, with
``words`` for what things are called; ``sizes`` breaks texts into lines and so gives every card its size; ``dot`` writes
cards down for Graphviz and ``engine`` has them placed; ``svg`` draws what was placed, in the colours of ``theme``.
Graphviz decides only where things lie. Sizes come from a table of letter widths, not from the fonts of a machine, so
that the same flow gives the same picture everywhere. ``mermaid`` needs none of that: it writes text.
"""

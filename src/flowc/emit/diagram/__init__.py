"""Pictures of flows, for people who have never seen the language.

A picture is made in steps, each a module: ``picture`` folds the graph into cards and the ways between them (``folding``
says which blocks make up a card, ``words`` what things are called); ``panels`` cuts a large one; ``sizes`` breaks texts
into lines and so gives every card its size; ``placing`` says where cards lie; ``svg`` draws what was placed, ``face``
what stands on a card, both in the colours of ``theme``. Trees are placed by ``tree``. What is none is written down by
``dot`` and placed by Graphviz, which ``engine`` runs. Sizes come from a table of letter widths, not from the fonts of a
machine, so that the same flow gives the same picture everywhere. ``mermaid`` needs none of that: it writes text.
"""

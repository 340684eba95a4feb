"""A flow that is being written, called from a page in the browser while it changes.

``edition`` is what the page is told of: the last build without errors, and what is found in the last edit. ``watch``
notices edits. ``desk`` answers the page's requests, ``given`` reads what the caller on it says is given, ``front``
stands before the server that answers calls, and ``run`` keeps all of it going. ``page/`` is the page itself: a
telephone that runs the platform's side of a call, in plain HTML, CSS and JavaScript, with nothing from anywhere else.

Nothing here compiles or draws. Whoever serves hands over a function that does (``flowc.commands.developing``), and
gets every edition from it.
"""

"""A flow that is being written, called from a page in the browser while it changes.

``edition`` is what the page is told of: the last build without errors, and what is found in the last edit. ``watch``
notices edits. ``desk`` answers the page's requests. ``page/`` is the page itself: a telephone that runs the platform's
side of a call, in plain HTML, CSS and JavaScript, with nothing from anywhere else.

Nothing here compiles or draws. Whoever serves hands over a function that does (see ``flowc.commands.developing``), and
gets every edition from it.
"""

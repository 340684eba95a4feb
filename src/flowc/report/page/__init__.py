"""A page about flows that stands by itself: one HTML file with no reference to anything outside it.

The page is text first: everything in it can be read, searched and printed without a script. The script only makes the
picture handier. ``contents`` says what a page is made of, in plain values, so that whoever composes one takes them
from wherever they are; ``html`` writes it, ``csv`` writes the prompts alone.
"""

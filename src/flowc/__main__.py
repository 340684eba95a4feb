"""``python -m flowc``."""

from flowc.cli import program

if __name__ == "__main__":
    program()

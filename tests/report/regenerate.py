"""Write what the formats produce into the snapshots. Read the difference before you keep it."""

from __future__ import annotations

from .snapshots import FOLDER, path, produced, snapshots

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for snapshot in snapshots():
        path(*snapshot).write_bytes(produced(*snapshot))

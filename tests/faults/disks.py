"""File systems so small that they can be filled."""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NOT_MOUNTED = "not run: a small file system cannot be mounted here (needs root)"
BLOCK_SIZES = 65_536, 4_096
"""Bytes; the smaller ones take what the larger ones leave."""


@contextmanager
def small_disk(size: str) -> Iterator[Path | None]:
    """A file system of a few megabytes that every user may enter; None where none can be mounted. size: as tmpfs takes it."""
    folder = Path(tempfile.mkdtemp(prefix="faults-disk-"))
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", folder]
    is_mounted = bool(mount) and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield folder if is_mounted else None
    finally:
        if is_mounted:
            # Lazily: a process that was killed may still be letting go of its files.
            subprocess.run(["umount", "--lazy", folder], check=True, timeout=30)
        folder.rmdir()


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """No byte is left for the length of a block, whatever is deleted meanwhile."""
    emptied, ballast = threading.Event(), disk / "ballast"

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file:
            while not emptied.wait(0.02):
                for size in BLOCK_SIZES:
                    with suppress(OSError):
                        while True:
                            file.write(os.urandom(size))

    filler = threading.Thread(target=fill, daemon=True)
    filler.start()
    try:
        yield
    finally:
        emptied.set()
        filler.join()
        ballast.unlink()

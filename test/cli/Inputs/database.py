"""Writes compile_commands.json for all .cpp files of a folder.

    database.py FOLDER [--reversed]
"""

import json
import sys
from pathlib import Path

folder = Path(sys.argv[1]).resolve()
sources = sorted(folder.rglob("*.cpp"), reverse="--reversed" in sys.argv)
(folder / "compile_commands.json").write_text(json.dumps([
    {
        "directory": str(folder),
        "file": str(source),
        "arguments": ["clang++", "-std=c++20", f"-I{folder}", "-c", str(source)],
    }
    for source in sources
]))

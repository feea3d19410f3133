"""Writes sources that trip readers, and a compile database that names them."""

import json
from pathlib import Path

LOOP = '[[clang::annotate("stallfree::loop")]]'
here = Path().resolve()
Path("bom.cpp").write_bytes(
    b"\xef\xbb\xbf#include <unistd.h>\n" + f"{LOOP} void on_bom() {{ sleep(1); }}\n".encode()
)
Path("latin1.cpp").write_text(
    "#include <unistd.h>\n"
    'static const char *name = "caf\xe9";  // na\xefve\n'
    "static void pause_for(const char *) {\n"
    "  sleep(1);\n"
    "}\n"
    f"{LOOP} void on_latin1() {{ pause_for(name); }}\n",
    encoding="latin-1",
)
Path("folder.cpp").mkdir()
Path("empty.cpp").touch()
Path("compile_commands.json").write_text("\ufeff" + json.dumps([
    {
        "directory": str(here),
        "file": name,
        "arguments": ["c++", "-std=c++20", "-ftemplate-depth=100", "-c", name],
    }
    for name in ("bom.cpp", "latin1.cpp", "deep.cpp", "folder.cpp", "empty.cpp", "gone.cpp")
]))

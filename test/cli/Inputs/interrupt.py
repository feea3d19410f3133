"""Interrupts `stallfree check` at its first finding; says what was kept.

    interrupt.py STALLFREE

Makes a project of 40 files in this folder. Prints what the program wrote, its
exit code, and how many units are in the store.
"""

import json
import os
import pty
import signal
import sys
from pathlib import Path

FILES = 40
project = Path("interrupted")
project.mkdir()
names = ["first.cpp"] + [f"later{i}.cpp" for i in range(1, FILES)]
for name in names:
    (project / name).write_text("#include <regex>\nstd::regex pattern;\n")
(project / "first.cpp").write_text(
    '#include <unistd.h>\n[[clang::annotate("stallfree::loop")]] void on_event() {\n'
    + " " * 54 + "sleep(1);\n}\n"
)
(project / "compile_commands.json").write_text(json.dumps([
    {"directory": str(project.resolve()), "file": name, "arguments": ["clang++", "-std=c++20", name]}
    for name in names
]))
command = [sys.argv[1], "check", "-p", str(project), "--root", str(project), "-j1"]

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
text = b""
asked = False
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:  # The other end is closed.
        break
    if not part:
        break
    text += part
    # A word may come in two parts.
    if not asked and b"warning:" in text:
        os.kill(pid, signal.SIGINT)
        asked = True
print(text.decode())
print("exit", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

print("kept", len(list((project / ".stallfree").rglob("units/*.head"))))

"""Ends `stallfree check` by SIGTERM while it writes its report.

    terminate.py STALLFREE

Makes a project with a long report in this folder; nobody reads more than its
first byte. Prints by which signal the program ended.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

project = Path("terminated")
project.mkdir()
(project / "a.cpp").write_text("#include <unistd.h>\n" + "".join(
    f'[[clang::annotate("stallfree::loop")]] void on_event{i}() {{ sleep(1); }}\n'
    for i in range(400)
))
(project / "compile_commands.json").write_text(json.dumps([
    {"directory": str(project.resolve()), "file": "a.cpp", "arguments": ["clang++", "a.cpp"]}
]))
run = subprocess.Popen(
    [sys.argv[1], "check", "-p", str(project), "--root", str(project), "--no-store", "--format=json"],
    stdout=subprocess.PIPE,
)
os.read(run.stdout.fileno(), 1)  # It writes; the pipe holds less than the report.
run.send_signal(signal.SIGTERM)
print("ended by", signal.Signals(-run.wait(timeout=60)).name)

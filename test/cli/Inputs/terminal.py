"""Runs a command on a terminal and prints what it writes there.

    terminal.py COMMAND [ARGUMENT...]
"""

import os
import pty
import sys


def show(descriptor):
    return os.read(descriptor, 65536)


pty.spawn(sys.argv[1:], show)

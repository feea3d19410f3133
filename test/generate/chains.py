"""Composes chains of calls from a coroutine to a blocking call.

Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Every pair of kinds is neighbours in at least three chains of DEPTH links, at
each place once; the seed fills the rest. A chain has a twin that must be silent:
the blocking call is moved to a thread, or some link leads elsewhere.
"""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from links import KINDS, use

DEPTH = 4
UNITS = 6

# As much of Asio's interface as the chains use.
STUB = """\
#pragma once
#include <coroutine>
#include <exception>
namespace asio {
struct io_context { void run(); };
struct any_io_executor {};
struct detached_t {};
inline constexpr detached_t detached;
template <class T, class E = any_io_executor> class awaitable;
template <class E> class awaitable<void, E> {
public:
  struct promise_type {
    awaitable get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
template <class E> void co_spawn(io_context &, awaitable<void, E>, detached_t);
} // namespace asio
"""

PRELUDE = """\
#pragma once
#include "asio.hpp"
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
asio::io_context &loop();
"""


@dataclass
class Chain:
    name: str  # its namespace
    kinds: tuple
    twin: str = ""  # why it is silent; empty: it must be reported
    detour: int = -1  # the link that leads elsewhere

    @property
    def combination(self):
        return " > ".join(self.kinds) + (f" ({self.twin})" if self.twin else "")


@dataclass
class Project:
    header: list = field(default_factory=lambda: [PRELUDE])
    units: list = field(default_factory=lambda: [['#include "chains.hpp"'] for _ in range(UNITS)])
    setup: list = field(default_factory=list)


def compose(seed):
    """The chains, each followed by its twin."""
    random_source = random.Random(seed)
    names = list(KINDS)
    chains = []
    for place in range(DEPTH - 1):
        for first in names:
            for second in names:
                kinds = [random_source.choice(names) for _ in range(DEPTH)]
                kinds[place : place + 2] = [first, second]
                number = len(chains) // 2
                chains.append(Chain(f"bad{number:03}", tuple(kinds)))
                detour = random_source.randrange(DEPTH)
                # A coroutine that nobody awaits is presumed to run on the loop.
                cut = "coroutine" not in kinds[detour + 1 :] and random_source.random() < 0.6
                chains.append(
                    Chain(
                        f"good{number:03}",
                        tuple(kinds),
                        f"link {detour + 1} leads elsewhere" if cut else "blocks on a thread",
                        detour if cut else -1,
                    )
                )
    return chains


def write_chain(chain, number, project):
    kinds = chain.kinds
    result = ["asio::awaitable<void>" if kind == "coroutine" else "void" for kind in kinds]
    header = [f"{result[k]} step{k}();" for k in range(DEPTH)]
    header += ["void leaf();", "void calm();", "asio::awaitable<void> root();"]
    parts = [[] for _ in range(UNITS)]
    for k, kind in enumerate(kinds):
        next_result = result[k + 1] if k + 1 < DEPTH else "void"
        call = f"step{k + 1}()" if k + 1 < DEPTH else "leaf()"
        if k + 1 == DEPTH and chain.twin and chain.detour < 0:
            call = "std::thread(leaf).detach()"
        if k == chain.detour:
            call, next_result = "calm()", "void"
        code = KINDS[kind](k, call, next_result)
        if code.header:
            header.append(code.header)
        end = " co_return;" if kind == "coroutine" else ""
        here = parts[(number + k) % UNITS]
        here += [code.here] if code.here else []
        here.append(f"{result[k]} step{k}() {{ {code.body}{end} }}")
        if code.there:
            parts[(number + k + 1) % UNITS].append(code.there)
        if kind == "std-function":
            project.setup.append(f"{chain.name}::install{k}();")
    first = "co_await step0();" if kinds[0] == "coroutine" else "step0();"
    parts[number % UNITS].append(f"asio::awaitable<void> root() {{ {first} co_return; }}")
    parts[(number + 3) % UNITS].append(
        "void leaf() { std::this_thread::sleep_for(std::chrono::milliseconds(50)); }\n"
        "void calm() {}"
    )
    project.setup.append(use(f"{chain.name}::root()", "awaitable"))
    wrapped = f"namespace {chain.name} {{\n%s\n}}"
    project.header.append(wrapped % "\n".join(header))
    for unit, part in zip(project.units, parts):
        if part:
            unit.append(wrapped % "\n".join(part))


def write_project(chains, folder):
    """Writes the sources and the compile database."""
    project = Project()
    for number, chain in enumerate(chains):
        write_chain(chain, number, project)
    (folder / "include").mkdir(parents=True, exist_ok=True)
    (folder / "include" / "asio.hpp").write_text(STUB)
    (folder / "chains.hpp").write_text("\n".join(project.header) + "\n")
    for number, unit in enumerate(project.units):
        (folder / f"unit{number}.cpp").write_text("\n".join(unit) + "\n")
    (folder / "main.cpp").write_text(
        '#include "chains.hpp"\n'
        "static asio::io_context context;\n"
        "asio::io_context &loop() { return context; }\n"
        "int main() {\n  " + "\n  ".join(project.setup) + "\n  context.run();\n}\n"
    )
    write_database(folder)


def write_database(folder):
    entries = [
        {
            "directory": str(folder),
            "file": str(path),
            "arguments": ["clang++", "-std=c++20", "-isystem", str(folder / "include"), "-c",
                          str(path)],
        }
        for path in sorted(Path(folder).glob("*.cpp"))
    ]
    (folder / "compile_commands.json").write_text(json.dumps(entries, indent=1) + "\n")

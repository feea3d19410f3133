//===- Lsp.cpp - stallfree lsp --------------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/Flags.h"
#include "lsp/Server.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

int runLsp(ArrayRef<const char *> Arguments, ArrayRef<const char *> CompilerFlags) {
  cl::SubCommand Sub("lsp", "Serves an editor over standard input and output, as the Language "
                            "Server Protocol says. Editors start it; see docs/editors.md.");
  ProjectFlags Project(Sub);
  cl::opt<bool> Stdio("stdio", cl::sub(Sub), cl::desc("the only way there is; editors pass it"));
  cl::opt<bool> Test("test", cl::sub(Sub), cl::Hidden,
                     cl::desc("read messages that are separated by '// -----', each worked off "
                              "before the next"));
  if (!parseFlags(Sub, Arguments))
    return BadUsage;
  ServerOptions Options;
  Options.Project = Project.project(CompilerFlags);
  Options.Packs.assign(Project.Packs.begin(), Project.Packs.end());
  Options.Test = Test;
  Server Serving(std::move(Options), stdin, outs());
  int Code = Serving.run();
  outs().flush();
  // A parse in the background may take seconds more, and the store stands a
  // kill.
  sys::Process::Exit(Code, /*NoCleanup=*/true);
}

} // namespace stallfree

//===- GccToolchain.cpp - The headers of the compiler in use --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/GccToolchain.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Triple.h"
#include <map>
#include <mutex>
#include <optional>

using namespace llvm;

namespace stallfree {

namespace {
/// "aarch64-linux-gnu-g++-12" taken apart.
struct CompilerName {
  StringRef Prefix;  ///< "aarch64-linux-gnu", may be empty.
  StringRef Stem;    ///< "g++"
  StringRef Version; ///< "12", may be empty.
  bool isGcc() const { return Stem == "g++" || Stem == "gcc"; }
};
} // namespace

static std::optional<CompilerName> parseCompilerName(StringRef Path) {
  CompilerName Name;
  StringRef Rest = sys::path::filename(Path);
  Rest.consume_back(".exe");
  auto [Front, Back] = Rest.rsplit('-');
  if (!Back.empty() && all_of(Back, [](char C) { return isDigit(C) || C == '.'; })) {
    Name.Version = Back;
    Rest = Front;
  }
  for (StringRef Stem : {"clang++", "clang", "g++", "gcc", "c++", "cc", "icpx", "icx", "icpc"})
    if (Rest == Stem || Rest.ends_with(("-" + Stem).str())) {
      Name.Stem = Stem;
      Name.Prefix = Rest.drop_back(Stem.size());
      Name.Prefix.consume_back("-");
      return Name;
    }
  return std::nullopt;
}

size_t compilerIndex(ArrayRef<std::string> Command) {
  for (auto [Index, Argument] : enumerate(Command)) {
    if (StringRef(Argument).starts_with("-") && Index > 0)
      break;
    if (parseCompilerName(Argument))
      return Index;
  }
  return 0;
}

/// PREFIX/lib/gcc/TRIPLE/VERSION of the newest GCC that has C++ headers (of
/// exactly Version, if given), and whether a newer one without them exists:
/// clang would choose that and then find no <string>.
static std::string gccInstallation(StringRef Prefix, StringRef Version, bool &NewerWithoutHeaders) {
  std::string Best;
  unsigned BestMajor = 0, NewestMajor = 0;
  for (StringRef Lib : {"lib", "lib64"}) {
    std::error_code EC;
    std::string Root = (Prefix + "/" + Lib + "/gcc").str();
    for (sys::fs::directory_iterator Triple(Root, EC), End; Triple != End && !EC;
         Triple.increment(EC)) {
      // Foreign triples belong to cross compilers.
      if (llvm::Triple(sys::path::filename(Triple->path())).getArch() !=
          llvm::Triple(LLVM_HOST_TRIPLE).getArch())
        continue;
      std::error_code Inner;
      for (sys::fs::directory_iterator I(Triple->path(), Inner); I != End && !Inner;
           I.increment(Inner)) {
        StringRef Name = sys::path::filename(I->path());
        unsigned Major;
        if (Name.split('.').first.getAsInteger(10, Major))
          continue;
        NewestMajor = std::max(NewestMajor, Major);
        bool Wanted = Version.empty() || Name == Version || Name.starts_with((Version + ".").str());
        bool HasHeaders = sys::fs::is_directory(Prefix + "/include/c++/" + Name);
        if (Wanted && HasHeaders && Major > BestMajor) {
          BestMajor = Major;
          Best = I->path();
        }
      }
    }
  }
  NewerWithoutHeaders = NewestMajor > BestMajor;
  return Best;
}

static std::vector<std::string> detect(StringRef Compiler) {
  std::optional<CompilerName> Name = parseCompilerName(Compiler);
  if (!Name)
    Name.emplace();
  if (!Name->Prefix.empty()) {
    Triple Target(Name->Prefix);
    if (Target.getArch() != Triple::UnknownArch &&
        Target.getArch() != Triple(LLVM_HOST_TRIPLE).getArch())
      return {"--target=" + Name->Prefix.str()};
  }
  StringRef Prefix = "/usr";
  SmallString<128> Real;
  if (Name->isGcc() && sys::path::is_absolute(Compiler) && !sys::fs::real_path(Compiler, Real)) {
    StringRef Folder = sys::path::parent_path(sys::path::parent_path(Real));
    if (sys::fs::is_directory(Folder + "/lib/gcc") || sys::fs::is_directory(Folder + "/lib64/gcc"))
      Prefix = Folder;
  }
  bool NewerWithoutHeaders = false;
  StringRef Version = Name->isGcc() ? Name->Version : StringRef();
  std::string Found = gccInstallation(Prefix, Version, NewerWithoutHeaders);
  if (Found.empty() || (Prefix == "/usr" && Version.empty() && !NewerWithoutHeaders))
    return {};
  return {"--gcc-install-dir=" + Found};
}

std::vector<std::string> toolchainFlags(StringRef Compiler) {
  static std::mutex Lock;
  static std::map<std::string, std::vector<std::string>, std::less<>> Known;
  std::lock_guard<std::mutex> Guard(Lock);
  auto [Entry, New] = Known.try_emplace(Compiler.str());
  if (New)
    Entry->second = detect(Compiler);
  return Entry->second;
}

} // namespace stallfree

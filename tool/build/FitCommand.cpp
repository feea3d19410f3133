//===- FitCommand.cpp - Any compiler's command, fit for clang -------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/FitCommand.h"
#include "build/GccToolchain.h"
#include "clang/Basic/LangStandard.h"
#include "clang/Options/Options.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang::options;

namespace stallfree {

StringRef languageOf(StringRef File) {
  // Clang's driver calls ".h" C; in a C++ project it is not.
  return StringSwitch<StringRef>(sys::path::extension(File))
      .Cases({".cc", ".cpp", ".cxx", ".c++", ".C", ".CC", ".CPP", ".cp"}, "c++")
      .Cases({".ixx", ".cppm", ".cxxm", ".c++m", ".ccm"}, "c++-module")
      .Cases({".h", ".hh", ".hpp", ".hxx", ".h++", ".H"}, "c++-header")
      .Cases({".ipp", ".inl", ".tpp", ".txx", ".tcc", ".ii"}, "c++-header")
      .Case(".c", "c")
      .Default("");
}

bool isHeader(StringRef File) { return languageOf(File) == "c++-header"; }

std::string resourceDirectory() {
  // An installed tool carries the headers; a build tree uses LLVM's.
  std::string Self = sys::fs::getMainExecutable(nullptr, nullptr);
  SmallString<256> Beside(sys::path::parent_path(sys::path::parent_path(Self)));
  sys::path::append(Beside, "lib", "clang", STALLFREE_CLANG_MAJOR);
  if (sys::fs::is_directory(Beside + "/include"))
    return std::string(Beside);
  return STALLFREE_CLANG_RESOURCE_DIR;
}

/// Flags of the families that shape the AST; all others only say how code is
/// generated, linked or reported.
static bool shapesTheSource(const opt::Option &Option) {
  for (unsigned Family : {OPT_f_Group,
                          OPT_m_Group,
                          OPT_i_Group,
                          OPT_clang_i_Group,
                          OPT_IncludePath_Group,
                          OPT_D,
                          OPT_U,
                          OPT_undef,
                          OPT_std_EQ,
                          OPT_x,
                          OPT_nostdinc,
                          OPT_nostdincxx,
                          OPT_nostdlibinc,
                          OPT_stdlib_EQ,
                          OPT__sysroot_EQ,
                          OPT_target,
                          OPT_target_legacy_spelling,
                          OPT_gcc_toolchain,
                          OPT_gcc_install_dir_EQ,
                          OPT_pthread,
                          OPT_ansi,
                          OPT_arch,
                          OPT_B})
    if (Option.matches(Family))
      return true;
  return false;
}

/// ...but for these members.
static bool isNoise(const opt::Arg &Arg) {
  const opt::Option &Option = Arg.getOption();
  for (unsigned Family :
       {OPT_clang_ignored_f_Group, OPT_clang_ignored_m_Group,
        OPT_clang_ignored_gcc_optimization_f_Group, OPT_M_Group, OPT_pedantic_Group,
        OPT_fsan_cov_Group, OPT_include_pch, OPT_mtune_EQ, OPT_mllvm})
    if (Option.matches(Family))
      return true;
  StringRef Name = Option.getName();
  static constexpr StringRef Prefixes[] = {"fsanitize",
                                           "fno-sanitize",
                                           "fprofile",
                                           "fno-profile",
                                           "fcs-profile",
                                           "fcoverage",
                                           "flto",
                                           "fno-lto",
                                           "fplugin",
                                           "fpass-plugin",
                                           "fmodule",
                                           "fno-module",
                                           "fimplicit-mo",
                                           "fprebuilt",
                                           "fbuiltin-mo",
                                           "fdiagnostics",
                                           "fno-diagnostics",
                                           "fcolor",
                                           "fno-color",
                                           "ferror-limit",
                                           "fcaret",
                                           "fshow",
                                           "fno-show",
                                           "ftime",
                                           "fsave",
                                           "fno-save",
                                           "fstack",
                                           "fno-stack",
                                           "fdebug",
                                           "fno-debug",
                                           "fpic",
                                           "fno-pic",
                                           "fPIC",
                                           "fno-PIC",
                                           "fpie",
                                           "fno-pie",
                                           "fPIE",
                                           "fno-PIE",
                                           "foptimization",
                                           "ffunction-sections",
                                           "fdata-sections",
                                           "fno-function-sections",
                                           "fno-data-sections",
                                           "fuse-ld",
                                           "fcrash-diagnostics",
                                           "fproc-stat",
                                           "findex",
                                           "fxray",
                                           "fno-xray",
                                           "fembed",
                                           "fsyntax-only",
                                           "fpch",
                                           "fno-pch",
                                           "gen-reproducer",
                                           "femulated",
                                           "fsemantic-interp",
                                           "fno-semantic-interp",
                                           "fvectorize",
                                           "fno-vectorize",
                                           "fslp",
                                           "fno-slp",
                                           "funroll",
                                           "fno-unroll"};
  return any_of(Prefixes, [&](StringRef P) { return Name.starts_with(P); });
}

/// Macros that only say how a library is linked or hardened. Two targets that
/// differ in these alone would otherwise be parsed twice.
static bool isNoiseMacro(StringRef Definition) {
  StringRef Name = Definition.split('=').first;
  return Name == "_FORTIFY_SOURCE" || Name.ends_with("_EXPORTS");
}

/// Collects the fitted arguments.
class Fitter {
public:
  explicit Fitter(std::vector<std::string> &Out) : Out(Out) {}

  void add(const opt::InputArgList &Arguments) {
    for (const opt::Arg *Arg : Arguments) {
      const opt::Option &Option = Arg->getOption();
      if (Option.matches(OPT_Xclang))
        addFrontend(Arg->getValue());
      else if (Option.matches(OPT_Wp_COMMA))
        addPreprocessor(Arg->getValues());
      else if (shapesTheSource(Option) && !isNoise(*Arg))
        addOne(*Arg, Arguments);
    }
  }

  std::string Language, Standard;
  bool NeedsCxx20 = false;

private:
  void addOne(const opt::Arg &Arg, const opt::InputArgList &Arguments) {
    const opt::Option &Option = Arg.getOption();
    if (Option.matches(OPT_x)) {
      Language = Arg.getValue();
    } else if (Option.matches(OPT_std_EQ)) {
      Standard = Arg.getValue();
    } else if (Option.matches(OPT_include)) {
      addInclude(Arg.getValue());
    } else if (!Option.matches(OPT_D) || !isNoiseMacro(Arg.getValue())) {
      opt::ArgStringList Rendered;
      Arg.render(Arguments, Rendered);
      Out.insert(Out.end(), Rendered.begin(), Rendered.end());
    }
  }

  /// The driver would look for FILE.gch and FILE.pch, which another compiler
  /// wrote; the frontend does not.
  void addInclude(StringRef File) {
    for (StringRef Part : {"-Xclang", "-include", "-Xclang", File.data()})
      Out.push_back(Part.str());
  }

  /// `-Xclang -include -Xclang FILE` is how CMake spells its prefix header;
  /// plugins, precompiled headers and the like go.
  void addFrontend(StringRef Value) {
    if (PreviousFrontend == "-include")
      addInclude(Value);
    PreviousFrontend = Value.str();
  }

  void addPreprocessor(ArrayRef<const char *> Values) {
    for (StringRef Value : Values)
      if ((Value.starts_with("-D") || Value.starts_with("-U")) &&
          !isNoiseMacro(Value.drop_front(2)))
        Out.push_back(Value.str());
  }

  std::vector<std::string> &Out;
  std::string PreviousFrontend;
};

/// The `-std=` that clang understands, or empty for its default.
static std::string fitStandard(StringRef Asked, bool IsC, bool NeedsCxx20) {
  using clang::LangStandard;
  auto Kind = LangStandard::getLangKind(Asked);
  if (Asked.empty())
    return NeedsCxx20 && !IsC ? "gnu++20" : "";
  if (Kind == LangStandard::lang_unspecified) // Newer than this clang.
    return IsC ? "gnu2y" : "gnu++26";
  const LangStandard &Standard = LangStandard::getLangStandardForKind(Kind);
  if (Standard.isCPlusPlus() == IsC)
    return "";
  if (NeedsCxx20 && !IsC && !Standard.isCPlusPlus20())
    return "gnu++20";
  return Asked.str();
}

/// Clang's default is older.
static bool isCxx20(StringRef Standard) {
  using clang::LangStandard;
  auto Kind = LangStandard::getLangKind(Standard);
  return Kind != LangStandard::lang_unspecified &&
         LangStandard::getLangStandardForKind(Kind).isCPlusPlus20();
}

CompileJob fitCommand(const CompileCommand &Command, const std::vector<std::string> &Defines) {
  CompileJob Job{Command.File, Command.Directory, {}};
  std::vector<std::string> &Out = Job.CommandLine;
  ArrayRef<std::string> Asked = Command.CommandLine;
  Asked = Asked.drop_front(compilerIndex(Asked));
  Out.push_back(STALLFREE_CLANG_BINARY_DIR "/clang++");
  for (std::string &Flag : toolchainFlags(Asked.front()))
    Out.push_back(std::move(Flag));

  std::vector<const char *> Arguments;
  for (const std::string &Argument : Asked.drop_front())
    Arguments.push_back(Argument.c_str());
  unsigned MissingIndex, MissingCount;
  opt::InputArgList Parsed = clang::getDriverOptTable().ParseArgs(
      Arguments, MissingIndex, MissingCount, opt::Visibility(clang::options::ClangOption));
  Fitter Fit(Out);
  Fit.NeedsCxx20 = is_contained(Asked, "-fconcepts") || is_contained(Asked, "-fcoroutines");
  Fit.add(Parsed);

  // A header is parsed as a source: nothing is to be precompiled.
  StringRef Language = Fit.Language.empty() ? languageOf(Command.File) : StringRef(Fit.Language);
  Language.consume_back("-header");
  if (Language == "none" || Language.empty())
    Language = "c++";
  bool IsC = Language == "c";
  std::string Standard = fitStandard(Fit.Standard, IsC, Fit.NeedsCxx20);
  if (!Standard.empty())
    Out.push_back("-std=" + Standard);
  for (const std::string &Define : Defines)
    if (isCxx20(Standard) || (!IsC && StringRef(Define).split('=').first.contains('(')))
      Out.push_back("-D" + Define);
  Out.push_back("-resource-dir=" + resourceDirectory());
  for (StringRef Flag :
       {StringRef("-w"), StringRef("-fsyntax-only"), StringRef("-x"), Language, StringRef("--")})
    Out.push_back(Flag.str());
  Out.push_back(Command.File);
  return Job;
}

} // namespace stallfree

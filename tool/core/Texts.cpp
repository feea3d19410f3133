//===- Texts.cpp - Which texts a value may be -----------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Texts.h"
#include "TypeName.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// Makes a string class of a text and of nothing else: a constructor, a
/// literal's suffix, QString::fromLatin1; or marks it, as SIGNAL() does.
static bool wrapsText(const Event &E) {
  if (E.K == Event::Kind::Construct)
    return true;
  llvm::StringRef Name = lastSegment(E.Name);
  return E.K == Event::Kind::Call &&
         (Name.starts_with("operator\"\"") || Name.starts_with("from") ||
          Name.starts_with("qMakeString") || Name == "qFlagLocation");
}

static const Value *wrappedText(const Function &F, const Event &E, int Depth) {
  if (Depth > 0 && wrapsText(E))
    for (const Value &A : E.Arguments)
      if (const Value &T = writtenText(F, A, Depth - 1);
          T.K == Value::Kind::String)
        return &T;
  return nullptr;
}

const Value &stallfree::writtenText(const Function &F, const Value &V,
                                    int Depth) {
  const Value *Text = nullptr;
  if (V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size())
    Text = wrappedText(F, F.Events[V.Number], Depth);
  if (V.K == Value::Kind::Local && !V.Owner && Depth > 0)
    for (const Event &E : F.Events) {
      bool Makes = E.K == Event::Kind::Construct;
      const Value &Into = Makes || lastSegment(E.Name).starts_with("operator")
                              ? E.Object
                              : E.Into;
      if (Into.K != Value::Kind::Local || Into.Name != V.Name)
        continue;
      if (Text || !(Text = wrappedText(F, E, Depth)))
        return V;
    }
  return Text ? *Text : V;
}

/// snprintf, asprintf, g_strdup_printf, fmt::format: the first text among the
/// arguments is the format.
static bool formats(const Event &E) {
  llvm::StringRef Name = lastSegment(E.Name);
  return E.K == Event::Kind::Call &&
         (Name.ends_with("printf") || Name == "format");
}

/// Puts all of its second argument into its first.
static bool copiesText(const Event &E) {
  return E.K == Event::Kind::Call &&
         llvm::StringSwitch<bool>(lastSegment(E.Name))
             .Cases({"strcpy", "strncpy", "strlcpy", "g_strlcpy"}, true)
             .Cases({"stpcpy", "memcpy", "memmove"}, true)
             .Default(false);
}

/// What the call gives begins as its object does: `s.c_str()`, `dir.filePath(x)`.
static bool keepsStart(const Event &E) {
  return E.K == Event::Kind::Call &&
         llvm::StringSwitch<bool>(lastSegment(E.Name))
             .Cases({"arg", "c_str", "data", "constData", "get"}, true)
             .Cases({"str", "string", "native", "toUtf8", "toLocal8Bit"}, true)
             .Cases({"toLatin1", "toStdString", "filePath"}, true)
             .Case("absoluteFilePath", true)
             .Default(false);
}

/// The same of the first argument, or of the object of a member operator.
static const Value *firstPart(const Event &E) {
  bool Begins = wrapsText(E) ||
                llvm::StringSwitch<bool>(lastSegment(E.Name))
                    .Cases({"operator+", "operator/", "operator="}, true)
                    .Cases({"build_filename", "g_build_filename"}, true)
                    .Cases({"g_strconcat", "g_strdup", "strdup"}, true)
                    .Case("asString", true) // qPrintable
                    .Default(false);
  if (!Begins || E.Arguments.empty())
    return nullptr;
  llvm::StringRef Name = lastSegment(E.Name);
  bool Member = E.Arguments.size() == 1 &&
                E.Object.K != Value::Kind::Unknown &&
                (Name == "operator+" || Name == "operator/");
  return Member ? &E.Object : &E.Arguments.front();
}

/// `std::string path;` gives it no text yet.
static bool leavesEmpty(const Event &E) {
  return E.K == Event::Kind::Construct && E.Arguments.empty();
}

static bool mayBeText(llvm::StringRef Type) {
  return Type == "char" || Type.starts_with("char[") || Type.contains("tring") ||
         Type.ends_with("::path") || Type == "QByteArray";
}

/// What a copy of the whole object does to each of its members.
static bool copiesItself(const Event &E) {
  if (copiesText(E))
    return E.Arguments.size() > 1 && E.Arguments[0].K == E.Arguments[1].K &&
           E.Arguments[0].Name == E.Arguments[1].Name;
  return !E.Arguments.empty() && E.Arguments.front().K == E.Object.K &&
         E.Arguments.front().Name == E.Object.Name;
}

/// The `texts:` row about a call, if there is one.
const TextRow *Texts::told(const Event &E) const {
  if (E.K != Event::Kind::Call)
    return nullptr;
  auto Rows = Rules.Texts.find(E);
  return Rows.empty() ? nullptr : Rows.front();
}

/// The variable that E gives a new text, if any: not one that it appends to.
const Value &Texts::filledBy(const Event &E) const {
  if (E.K == Event::Kind::Construct || E.K == Event::Kind::Store ||
      lastSegment(E.Name) == "operator=")
    return E.Object;
  const TextRow *Told = told(E);
  size_t Into = E.Arguments.size();
  if (Told && Told->Argument.Index >= 0)
    Into = Told->Argument.Index;
  else if (formats(E) || copiesText(E))
    Into = 0;
  bool IntoArgument = Into < E.Arguments.size() &&
                      (E.Arguments[Into].K == Value::Kind::Local ||
                       E.Arguments[Into].K == Value::Kind::Field);
  return IntoArgument ? E.Arguments[Into] : E.Into;
}

Texts::Texts(const Program &P, RuleIndex &Rules) : P(P), Rules(Rules) {
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    for (const Event &E : P.Bodies[B].F->Events) {
      size_t Count = std::min(E.Arguments.size(), E.ParameterTypes.size());
      for (size_t I = 0; E.Callee && I < Count; ++I)
        if (mayBeText(E.ParameterTypes[I]))
          Passed[{E.Callee, I}].push_back({B, &E.Arguments[I]});
      if (const Value &Into = filledBy(E);
          Into.outlives() && mayBeText(Into.Type) && !leavesEmpty(E) &&
          !copiesItself(E))
        Filled[Into.Name].push_back({B, &E});
      forget(E.Object);
      for (const Value &V : E.Arguments)
        forget(V);
    }
}

/// Whoever gets a function may pass it anything.
void Texts::forget(const Value &V) {
  for (FunctionId F : V.Callables)
    Unseen.insert(F);
}

/// What the text begins with that E makes.
bool Texts::made(const Function &F, const Event &E, int Depth,
                 std::vector<std::string> &All) const {
  if (formats(E)) {
    auto Format = llvm::find_if(E.Arguments, [](const Value &A) {
      return A.K == Value::Kind::String;
    });
    if (Format == E.Arguments.end())
      return false;
    llvm::StringRef Text = Format->Name;
    if (!Text.starts_with("%s") && !Text.starts_with("{}"))
      return starts(F, *Format, Depth, All);
    return std::next(Format) != E.Arguments.end() &&
           starts(F, *std::next(Format), Depth - 1, All);
  }
  if (const TextRow *Told = told(E)) {
    All.push_back(Told->Begins);
    return true;
  }
  if (copiesText(E) && E.Arguments.size() > 1)
    return starts(F, E.Arguments[1], Depth - 1, All);
  if (keepsStart(E))
    return starts(F, E.Object, Depth - 1, All);
  if (E.K == Event::Kind::Store)
    return starts(F, E.Arguments.front(), Depth - 1, All);
  if (const Value *First = firstPart(E))
    return starts(F, *First, Depth - 1, All);
  return E.K == Event::Kind::Call && returned(E.Callee, Depth - 1, All);
}

bool Texts::returned(FunctionId Callee, int Depth,
                     std::vector<std::string> &All) const {
  bool Any = false;
  for (BodyIndex B : P.bodies(Callee))
    for (const Event &E : P.Bodies[B].F->Events)
      if (E.K == Event::Kind::Return && !E.Arguments.empty()) {
        Any = true;
        if (!starts(*P.Bodies[B].F, E.Arguments.front(), Depth, All))
          return false;
      }
  return Any;
}

/// All that others put into a member, or pass for a parameter.
bool Texts::given(const Function &F, const Value &V, int Depth,
                  std::vector<std::string> &All) const {
  if (V.outlives()) {
    auto It = Filled.find(V.Name);
    return It != Filled.end() && llvm::all_of(It->second, [&](auto &Fill) {
             return made(*P.Bodies[Fill.first].F, *Fill.second, Depth - 1, All);
           });
  }
  bool Own = V.K == Value::Kind::Parameter && (!V.Owner || V.Owner == F.Id);
  if (!Own || Unseen.contains(F.Id))
    return false;
  auto It = Passed.find({F.Id, V.Number});
  return It != Passed.end() && llvm::all_of(It->second, [&](auto &Pass) {
           return starts(*P.Bodies[Pass.first].F, *Pass.second, Depth - 1, All);
         });
}

/// `"/proc/" + pid`, snprintf(path, n, "/proc/%d/stat", pid): what it begins
/// with. False if one of the things that it may be is not known.
bool Texts::starts(const Function &F, const Value &V, int Depth,
                   std::vector<std::string> &All) const {
  if (V.K == Value::Kind::String) {
    All.push_back(V.Name);
    return true;
  }
  constexpr size_t MaxTexts = 64;
  if (Depth <= 0 || All.size() >= MaxTexts)
    return false;
  if (V.K == Value::Kind::Result)
    return size_t(V.Number) < F.Events.size() &&
           made(F, F.Events[V.Number], Depth, All);
  if (V.K != Value::Kind::Local || V.Owner)
    return given(F, V, Depth, All);
  bool Any = false;
  for (const Event &E : F.Events) {
    const Value &Into = filledBy(E);
    if (Into.K != Value::Kind::Local || Into.Name != V.Name || leavesEmpty(E))
      continue;
    Any = true;
    if (!made(F, E, Depth, All))
      return false;
  }
  return Any;
}

std::vector<std::string> Texts::of(const Function &F, const Value &V) const {
  constexpr int MaxDepth = 8;
  std::vector<std::string> All;
  if (!starts(F, V, MaxDepth, All))
    All.clear();
  return All;
}

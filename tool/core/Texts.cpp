//===- Texts.cpp - Which texts a value may be -----------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Texts.h"
#include "TypeName.h"

using namespace stallfree;

/// Makes a string class of a text and of nothing else: a constructor, a
/// literal's suffix, QString::fromLatin1.
static bool wrapsText(const Event &E) {
  if (E.K == Event::Kind::Construct)
    return true;
  llvm::StringRef Name = lastSegment(E.Name);
  return E.K == Event::Kind::Call &&
         (Name.starts_with("operator\"\"") || Name.starts_with("from") ||
          Name.starts_with("qMakeString"));
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

static const Value *startOf(const Function &F, const Value &V, int Depth);

/// What the text begins with that E makes.
static const Value *startMade(const Function &F, const Event &E, int Depth) {
  if (formats(E)) {
    auto Format = llvm::find_if(E.Arguments, [](const Value &A) {
      return A.K == Value::Kind::String;
    });
    return Format == E.Arguments.end() ? nullptr : &*Format;
  }
  llvm::StringRef Name = lastSegment(E.Name);
  if (E.K == Event::Kind::Call &&
      (Name == "arg" || Name == "c_str" || Name == "data"))
    return startOf(F, E.Object, Depth - 1);
  bool Begins =
      Name == "operator+" || Name == "operator=" || wrapsText(E);
  return Begins && !E.Arguments.empty()
             ? startOf(F, E.Arguments.front(), Depth - 1)
             : nullptr;
}

/// The variable that E gives a new text, if any: not one that it appends to.
static const Value &filledBy(const Event &E) {
  llvm::StringRef Name = lastSegment(E.Name);
  if (E.K == Event::Kind::Construct || Name == "operator=")
    return E.Object;
  bool IntoFirst = formats(E) && !E.Arguments.empty() &&
                   E.Arguments.front().K == Value::Kind::Local;
  return IntoFirst ? E.Arguments.front() : E.Into;
}

/// `"/proc/" + pid`, snprintf(path, n, "/proc/%d/stat", pid): what it begins
/// with, unless several things make it.
static const Value *startOf(const Function &F, const Value &V, int Depth) {
  if (V.K == Value::Kind::String)
    return &V;
  if (Depth == 0)
    return nullptr;
  if (V.K == Value::Kind::Result)
    return size_t(V.Number) < F.Events.size()
               ? startMade(F, F.Events[V.Number], Depth)
               : nullptr;
  const Value *Start = nullptr;
  if (V.K == Value::Kind::Local && !V.Owner)
    for (const Event &E : F.Events) {
      const Value &Into = filledBy(E);
      if (Into.K != Value::Kind::Local || Into.Name != V.Name)
        continue;
      if (Start || !(Start = startMade(F, E, Depth)))
        return nullptr;
    }
  return Start;
}

/// The same, or what it is made of: `s.c_str()` is about s.
static const Value &undressed(const Function &F, const Value &V) {
  if (const Value *Start = startOf(F, V, /*Depth=*/5))
    return *Start;
  const Value &Text =
      V.K == Value::Kind::Local ? V : writtenText(F, V, /*Depth=*/1);
  if (Text.K != Value::Kind::Result || size_t(Text.Number) >= F.Events.size())
    return Text;
  const Event &E = F.Events[Text.Number];
  llvm::StringRef Name = lastSegment(E.Name);
  bool Views = E.K == Event::Kind::Call && (Name == "c_str" || Name == "data");
  return Views ? E.Object : Text;
}

Texts::Texts(const Program &P) {
  auto ForEachPassed = [&](auto &&Visit) {
    for (const Body &B : P.Bodies)
      for (const Event &E : B.F->Events)
        if (E.Callee)
          for (size_t I = 0; I < E.Arguments.size(); ++I)
            Visit(Parameter(E.Callee, I), undressed(*B.F, E.Arguments[I]));
  };
  ForEachPassed([&](Parameter To, const Value &V) {
    if (V.K == Value::Kind::String)
      Passed[To].push_back(V.Name);
  });
  if (Passed.empty())
    return;
  ForEachPassed([&](Parameter To, const Value &V) {
    if (V.K != Value::Kind::String)
      Passed.erase(To);
  });
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events) {
      forget(E.Object);
      for (const Value &V : E.Arguments)
        forget(V);
    }
}

/// Whoever gets a function may pass it anything.
void Texts::forget(const Value &V) {
  constexpr int64_t MaxParameters = 8;
  for (FunctionId F : V.Callables)
    for (int64_t I = 0; I < MaxParameters; ++I)
      Passed.erase({F, I});
}

llvm::ArrayRef<std::string> Texts::of(const Function &F, const Value &V) const {
  const Value &Inner = undressed(F, V);
  if (Inner.K == Value::Kind::String)
    return Inner.Name;
  if (Inner.K != Value::Kind::Parameter || (Inner.Owner && Inner.Owner != F.Id))
    return {};
  auto It = Passed.find({F.Id, Inner.Number});
  if (It == Passed.end())
    return {};
  return It->second;
}

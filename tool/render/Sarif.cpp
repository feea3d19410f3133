//===- Sarif.cpp - The Report as SARIF 2.1.0 ------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "Messages.h"
#include "core/Checks.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include <map>

using namespace llvm;

namespace stallfree {
namespace {

constexpr StringLiteral RootId = "SRCROOT";

json::Object message(StringRef Text) { return json::Object{{"text", validUtf8(Text)}}; }

/// A relative URI reference. A ':' must not look like the end of a scheme.
std::string uri(StringRef Path) {
  std::string Text;
  for (unsigned char C : Path)
    if (isAlnum(C) || StringRef("-._~/+,@").contains(C))
      Text += char(C);
    else
      Text += "%" + toHex(StringRef(reinterpret_cast<const char *>(&C), 1));
  return Text;
}

StringRef level(Tier T) {
  return T == Tier::Definite ? "error" : T == Tier::Probable ? "warning" : "note";
}

StringRef level(Problem::Severity S) {
  return S == Problem::Severity::Error     ? "error"
         : S == Problem::Severity::Warning ? "warning"
                                           : "note";
}

class SarifWriter {
public:
  SarifWriter(const Report &R, const RenderOptions &Options)
      : R(R), Options(Options), Lines(Options.Root) {}

  json::Object log();

private:
  json::Object location(const Location &Where, StringRef Function = {}, StringRef Text = {});
  json::Object codeFlow(ArrayRef<ProofStep> Proof);
  json::Object fix(ArrayRef<Fix> Fixes);
  json::Object result(const Finding &F);
  json::Array rules();
  json::Object notification(const Problem &P);

  const Report &R;
  const RenderOptions &Options;
  SourceLines Lines;
  std::map<std::string, int64_t> RuleIndex;
};

json::Object SarifWriter::location(const Location &Where, StringRef Function, StringRef Text) {
  json::Object L;
  if (!Where.File.empty()) {
    json::Object Physical{
        {"artifactLocation", json::Object{{"uri", uri(Where.File)}, {"uriBaseId", RootId}}}};
    if (Where.Line) {
      json::Object Region{{"startLine", Where.Line}};
      if (Where.Column)
        Region["startColumn"] = Lines.utf16Column(Where, Where.Column);
      if (Where.Column && Where.Length)
        Region["endColumn"] = Lines.utf16Column(Where, Where.Column + Where.Length);
      Physical["region"] = std::move(Region);
    }
    L["physicalLocation"] = std::move(Physical);
  }
  if (!Function.empty())
    L["logicalLocations"] = json::Array{
        json::Object{{"fullyQualifiedName", validUtf8(Function)}, {"kind", "function"}}};
  if (!Text.empty())
    L["message"] = message(Text);
  return L;
}

json::Object SarifWriter::codeFlow(ArrayRef<ProofStep> Proof) {
  json::Array Steps;
  for (const ProofStep &Step : Proof)
    Steps.push_back(
        json::Object{{"location", location(Step.Where, Step.Function, Step.Text)},
                     {"importance", &Step == &Proof.back() ? "essential" : "important"}});
  return json::Object{{"threadFlows", json::Array{json::Object{{"locations", std::move(Steps)}}}}};
}

/// SARIF's fixes are alternatives, so all that a finding needs is one of them.
json::Object SarifWriter::fix(ArrayRef<Fix> Fixes) {
  std::map<std::string, json::Array> ByFile;
  std::vector<Edit> Edits;
  std::string Text;
  for (const Fix &F : Fixes) {
    for (const Edit &E : F.Edits)
      if (!is_contained(Edits, E))
        Edits.push_back(E);
    std::string One = F.Title + (F.Caution.empty() ? "" : "; look at it first: " + F.Caution);
    if (!StringRef(Text).contains(One))
      Text += (Text.empty() ? "" : "; ") + One;
  }
  for (const Edit &E : Edits) {
    json::Object Region{
        {"startLine", E.Line},
        {"startColumn", Lines.utf16Column({E.File, E.Line, E.Column, 0}, E.Column)},
        {"endLine", E.EndLine},
        {"endColumn", Lines.utf16Column({E.File, E.EndLine, E.EndColumn, 0}, E.EndColumn)}};
    ByFile[E.File].push_back(
        json::Object{{"deletedRegion", std::move(Region)},
                     {"insertedContent", json::Object{{"text", validUtf8(E.Text)}}}});
  }
  json::Array Changes;
  for (auto &[File, Replacements] : ByFile)
    Changes.push_back(json::Object{
        {"artifactLocation", json::Object{{"uri", uri(File)}, {"uriBaseId", RootId}}},
        {"replacements", std::move(Replacements)}});
  return json::Object{{"description", message(Text)}, {"artifactChanges", std::move(Changes)}};
}

json::Object SarifWriter::result(const Finding &F) {
  std::string Text = F.Message;
  if (!F.Advice.Text.empty())
    Text += "\n" + F.Advice.Text;
  if (std::string Effort = effortText(F); !Effort.empty())
    Text += "\n" + Effort;
  for (const std::string &Line : fixTexts(F))
    Text += "\n" + Line;
  json::Object Result{
      {"ruleId", validUtf8(F.Check)},
      {"ruleIndex", RuleIndex[F.Check]},
      {"level", level(F.Certainty)},
      {"message", message(Text)},
      {"partialFingerprints", json::Object{{"stallfree/v1", validUtf8(F.Fingerprint)}}},
      {"properties", json::Object{{"tier", name(F.Certainty)},
                                  {"runsOn", name(F.RunsOn)},
                                  {"effort", int64_t(F.Effort)},
                                  {"blocker", validUtf8(F.Blocker)},
                                  {"adviceRow", validUtf8(F.Advice.Row)},
                                  {"adviceAction", validUtf8(F.Advice.Action)},
                                  {"adviceReason", validUtf8(F.Advice.Reason)},
                                  {"change", name(F.Change.K)},
                                  {"changeFunction", validUtf8(F.Change.Function)},
                                  {"unfixable", validUtf8(F.Unfixable)},
                                  {"answer", validUtf8(F.Answer)},
                                  {"rule", validUtf8(F.Row)},
                                  {"pathKey", validUtf8(F.PathKey)}}},
  };
  if (!F.Where.File.empty())
    Result["locations"] = json::Array{location(F.Where, F.Function)};
  json::Array Flows;
  if (!F.Proof.empty())
    Flows.push_back(codeFlow(F.Proof));
  for (const ProofStep &End : F.OtherEnds)
    Flows.push_back(codeFlow({F.Proof.front(), End}));
  if (!Flows.empty())
    Result["codeFlows"] = std::move(Flows);

  if (!F.Fixes.empty())
    Result["fixes"] = json::Array{fix(F.Fixes)};

  json::Array Related;
  for (ArrayRef<ProofStep> Steps : {ArrayRef(F.Proof), ArrayRef(F.OtherRoots)})
    for (const ProofStep &Step : Steps)
      if (!Step.Where.File.empty()) {
        json::Object L = location(Step.Where, Step.Function, Step.Text);
        L["id"] = int64_t(Related.size());
        Related.push_back(std::move(L));
      }
  if (!Related.empty())
    Result["relatedLocations"] = std::move(Related);

  json::Array Suppressions;
  if (F.Suppressed)
    Suppressions.push_back(json::Object{{"kind", "inSource"}});
  if (F.InBaseline)
    Suppressions.push_back(
        json::Object{{"kind", "external"}, {"justification", "in the baseline"}});
  // An empty list says that somebody looked and that nothing suppresses it.
  Result["suppressions"] = std::move(Suppressions);
  return Result;
}

json::Array SarifWriter::rules() {
  std::map<std::string, CheckInfo> Checks;
  for (const CheckInfo &Check : allChecks())
    Checks.emplace(Check.Id.str(), Check);
  for (const Finding &F : R.Findings)
    Checks.emplace(F.Check, CheckInfo{F.Check, "declared by a rule pack", true});

  json::Array Rules;
  for (const auto &[Id, Check] : Checks) {
    RuleIndex[Id] = int64_t(Rules.size());
    std::string Summary = Check.Summary.str();
    if (!Summary.empty())
      Summary[0] = toUpper(Summary[0]);
    std::string Help = "**" + Id + "**: " + Check.Summary.str() + ".\n\n`stallfree explain " + Id +
                       "` shows examples and repairs. Silence one place with "
                       "`// NOLINT(stallfree-" +
                       Id + ")`.";
    Rules.push_back(json::Object{
        {"id", validUtf8(Id)},
        {"name", validUtf8("stallfree-" + Id)},
        {"shortDescription", message(Summary + ".")},
        {"help", json::Object{{"text", validUtf8(Summary + ". 'stallfree explain " + Id +
                                                 "' shows examples and repairs.")},
                              {"markdown", validUtf8(Help)}}},
        {"defaultConfiguration", json::Object{{"enabled", Check.OnByDefault}}},
        {"properties", json::Object{{"tags", json::Array{"performance", "concurrency"}}}},
    });
  }
  return Rules;
}

json::Object SarifWriter::notification(const Problem &P) {
  std::string Text = P.Message;
  if (!P.Remedy.empty())
    Text += "\n" + P.Remedy;
  json::Object N{{"level", level(P.S)}, {"message", message(Text)}};
  // A path outside the project has no place below the root.
  if (!P.File.empty() && P.File.front() != '/')
    N["locations"] = json::Array{location({P.File, P.Line, P.Column, 0})};
  return N;
}

json::Object SarifWriter::log() {
  json::Array Rules = rules();
  json::Array Results;
  for (const Finding &F : R.Findings)
    if (F.Certainty >= Options.ShowAtLeast)
      Results.push_back(result(F));
  json::Array Notifications;
  bool Successful = true;
  for (const Problem &P : R.Problems) {
    Notifications.push_back(notification(P));
    Successful &= P.S != Problem::Severity::Error;
  }
  json::Object Driver{{"name", "stallfree"}, {"rules", std::move(Rules)}};
  if (!Options.Version.empty())
    Driver["semanticVersion"] = Options.Version;
  json::Object Run{
      {"tool", json::Object{{"driver", std::move(Driver)}}},
      {"columnKind", "utf16CodeUnits"},
      {"originalUriBaseIds",
       json::Object{
           {RootId, json::Object{{"description", message("The root of the analysed project")}}}}},
      {"invocations",
       json::Array{json::Object{{"executionSuccessful", Successful},
                                {"toolExecutionNotifications", std::move(Notifications)}}}},
      {"results", std::move(Results)},
  };
  return json::Object{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", json::Array{std::move(Run)}},
  };
}

} // namespace

void renderSarif(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  OS << formatv("{0:1}", json::Value(SarifWriter(R, Options).log())) << '\n';
}

} // namespace stallfree

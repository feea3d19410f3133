"""Labelled places of public repositories and what a SARIF report has there.

Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

LABELS.yaml is a list of places: repo, file, line, chain, kind, context, verdict ("stall", "not-stall", "debatable"), recommended (a
sentence). The reports are of `stallfree check --format=sarif` at the root of each repository; what is definite or probable counts.
"""

import json
import re
import sys

import yaml

NEAR_STALL, NEAR_TRAP = 3, 1  # Lines.


def labels(file):
    read = yaml.safe_load(open(file))
    return read if isinstance(read, list) else read["labels"]


def of(labels, pair):
    """Of "OWNER/NAME[@COMMIT]=REPORT.sarif": the repository, its labels, and what the report has."""
    name, _, report = pair.partition("=")
    repository, _, commit = name.partition("@")
    own = [label for label in labels if label["repo"] == repository and label.get("commit", "").startswith(commit)]
    return repository, own, list(results(report))


def path(location):
    physical = location["physicalLocation"]
    return physical["artifactLocation"].get("uri", ""), physical.get("region", {}).get("startLine", 0)


def results(report):
    """Places (its own and the ends of its proofs) and action of the advice of each result."""
    try:
        read = json.load(open(report))
    except (OSError, ValueError) as error:
        sys.exit(f"{report}: cannot be read as SARIF: {error}; write it with 'stallfree check --format=sarif --output={report}'")
    for run in read.get("runs", []):
        for result in run.get("results", []):
            properties = result.get("properties", {})
            if properties.get("tier") not in ("definite", "probable") or result.get("suppressions"):
                continue
            ends = [path(l) for l in result.get("locations", [])]
            for flow in result.get("codeFlows", []):
                for thread in flow.get("threadFlows", []):
                    if thread.get("locations"):
                        ends.append(path(thread["locations"][-1]["location"]))
            yield ends, properties.get("adviceAction", "")


def places(label):
    """The labelled line and, of a stall, the last step of its chain."""
    yield label["file"], int(label["line"])
    if label["verdict"] == "not-stall":
        return
    steps = [re.search(r"([\w./+-]+\.\w+):(\d+)", str(step)) for step in label.get("chain") or []]
    steps = [step for step in steps if step]
    if steps:
        yield steps[-1].group(1), int(steps[-1].group(2))


def near(a, b, lines):
    same = a[0] == b[0] or a[0].endswith("/" + b[0]) or b[0].endswith("/" + a[0])
    return same and abs(a[1] - b[1]) <= lines


def at(label, found):
    """Those of `found` that lie at the label."""
    lines = NEAR_TRAP if label["verdict"] == "not-stall" else NEAR_STALL
    return [result for result in found if any(near(end, place, lines) for end in result[0] for place in places(label))]

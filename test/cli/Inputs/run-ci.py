"""Runs the steps of a CI file as its host would.

    run-ci.py github ACTION.yml [INPUT=VALUE...]
    run-ci.py gitlab GITLAB.yml [VARIABLE=VALUE...]

Ends with the exit code of the job.
"""

import os
import subprocess
import sys

import yaml


def main():
    host, file, *pairs = sys.argv[1:]
    given = dict(pair.split("=", 1) for pair in pairs)
    with open(file, encoding="utf-8") as stream:
        config = yaml.safe_load(stream)
    environment = dict(os.environ)
    if host == "github":
        inputs = {name: value["default"] for name, value in config["inputs"].items()}
        assert set(given) <= set(inputs), given
        inputs.update(given)
        step = config["runs"]["steps"][-1]
        for name, value in step["env"].items():
            key = value.removeprefix("${{ inputs.").removesuffix(" }}")
            environment[name] = inputs[key]
        command = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
    else:
        job = config[".stallfree"]
        environment.update(job["variables"], **given)
        command = ["sh", "-e", "-c", "\n".join(job["script"])]
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)


if __name__ == "__main__":
    main()

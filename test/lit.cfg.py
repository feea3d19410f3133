# Tests that run the program: one .test file each, or a .cpp file with RUN
# lines. Inputs of several tests lie in folders called Inputs.
#
#   %source  the repository        %t  a path of the test's own
#   %plugin  the clang-tidy plugin  %build  where the build is
#   %runtime_include, %runtime_library  the runtime's headers and archive
import os

import lit.formats

config.name = "stallfree"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.dirname(__file__)
config.suffixes = [".test", ".cpp"]
config.excludes = ["Inputs", "pairs", "unit", "runtime", "bench", "fuzz"]

config.environment["PATH"] = os.pathsep.join(
    [config.stallfree, config.llvm_tools, os.environ["PATH"]]
)
config.environment["NO_COLOR"] = "1"
config.substitutions.append(("%source", config.source_root))
config.substitutions.append(("%plugin", config.plugin))
config.substitutions.append(("%build", config.build_root))
config.substitutions.append(("%{python}", "python3"))
config.substitutions.append(("%runtime_include", config.source_root + "/runtime/include"))
config.substitutions.append(("%runtime_library", config.runtime_library))

# Completion of stallfree for fish. What there is to complete comes from --help,
# so that it is always that of the installed version.

function __stallfree_commands
    stallfree --help | sed -nE '/^Commands/,/^Exit/s/^  ([a-z]+) +(.*)/\1\t\2/p'
end
function __stallfree_options
    set -l words (commandline -opc)
    stallfree $words[2] --help 2>/dev/null | sed -nE 's/^ +(--?[a-z][a-z-]*)(=<[^>]*>)? +- (.*)/\1\t\3/p'
end
function __stallfree_checks
    stallfree explain | sed -nE 's/^  ([a-z-]+) +(.*)/\1\t\2/p'
end
function __stallfree_has_command
    test (count (commandline -opc)) -gt 1
end
complete -c stallfree -n 'not __stallfree_has_command' -f -a '(__stallfree_commands)'
complete -c stallfree -n '__stallfree_has_command; and string match -q -- "-*" (commandline -ct)' -f -a '(__stallfree_options)'
complete -c stallfree -n '__fish_seen_subcommand_from explain' -f -a '(__stallfree_checks)'

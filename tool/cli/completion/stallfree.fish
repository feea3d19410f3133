# Completion of stallfree for fish. What there is to complete comes from --help,
# so that it is always that of the installed version.

function __stallfree_commands
    stallfree --help | sed -nE '/^Commands/,/^Exit/s/^  ([a-z]+) +(.*)/\1\t\2/p'
end
function __stallfree_options
    set -l words (commandline -opc)
    stallfree $words[2] --help 2>/dev/null | sed -nE 's/^ +(--?[a-z][a-z-]*)(=<[^>]*>)? +- (.*)/\1\t\3/p'
end
# "--format=" with each of its values: the lines below it that begin with "=".
function __stallfree_values
    set -l words (commandline -opc)
    set -l option (string split -m 1 = -- (commandline -ct))[1]
    stallfree $words[2] --help 2>/dev/null |
        awk -v option=$option '$1 ~ /^--?[a-z]/ { on = index($1, option "=") == 1 } on && $1 ~ /^=/ { print option $1 }'
end
function __stallfree_checks
    stallfree explain | sed -nE 's/^  ([a-z-]+) +(.*)/\1\t\2/p'
end
function __stallfree_has_command
    test (count (commandline -opc)) -gt 1
end
# What follows -- are flags of a compiler.
function __stallfree_wants_option
    set -l words (commandline -opc)
    test (count $words) -gt 1; and not contains -- -- $words; and string match -q -- '-*' (commandline -ct)
end
complete -c stallfree -n 'not __stallfree_has_command' -f -a '(__stallfree_commands)'
complete -c stallfree -n __stallfree_wants_option -f -a '(__stallfree_options)'
complete -c stallfree -n '__stallfree_wants_option; and string match -q -- "*=*" (commandline -ct)' -f -a '(__stallfree_values)'
complete -c stallfree -n '__fish_seen_subcommand_from explain' -f -a '(__stallfree_checks)'

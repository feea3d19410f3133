# Completion of stallfree for bash. What there is to complete comes from
# --help, so that it is always that of the installed version.

# The values of an option: the lines below it that begin with "=".
_stallfree_values() {
  stallfree "$1" --help 2>/dev/null |
    awk -v option="$2" '$1 ~ /^--?[a-z]/ { on = index($1, option "=") == 1 } on && $1 ~ /^=/ { print substr($1, 2) }'
}

_stallfree() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} option='' i
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$(stallfree --help | sed -nE '/^Commands/,/^Exit/s/^  ([a-z]+) .*/\1/p') --help --version" -- "$word"))
    return
  fi
  # What follows -- are flags of a compiler.
  for ((i = 2; i < COMP_CWORD; ++i)); do
    [ "${COMP_WORDS[i]}" != -- ] || return
  done
  # bash takes --format=html for three words.
  if [ "$word" = = ]; then
    option=$before word=''
  elif [ "$before" = = ]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  fi
  if [[ $option == --* ]]; then
    COMPREPLY=($(compgen -W "$(_stallfree_values "$command" "$option")" -- "$word"))
    [ ${#COMPREPLY[@]} -eq 0 ] || return
  elif [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$(stallfree "$command" --help 2>/dev/null | grep -oE '^ +--?[a-z][a-z-]*=?' | tr -d ' ')" -- "$word"))
    [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace
    return
  elif [ "$command" = explain ]; then
    COMPREPLY=($(compgen -W "$(stallfree explain | sed -nE 's/^  ([a-z-]+) .*/\1/p')" -- "$word"))
    return
  fi
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen -f -- "$word")
}
complete -F _stallfree stallfree

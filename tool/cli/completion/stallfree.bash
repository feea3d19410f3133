# Completion of stallfree for bash. What there is to complete comes from
# --help, so that it is always that of the installed version.

_stallfree() {
  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} i
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$(stallfree --help | sed -nE '/^Commands/,/^Exit/s/^  ([a-z]+) .*/\1/p') --help --version" -- "$word"))
    return
  fi
  # What follows -- are flags of a compiler.
  for ((i = 2; i < COMP_CWORD; ++i)); do
    [ "${COMP_WORDS[i]}" != -- ] || return
  done
  case $command$word in
    *-*)
      if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$(stallfree "$command" --help 2>/dev/null | grep -oE '^ +--?[a-z][a-z-]*=?' | tr -d ' ')" -- "$word"))
        [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace
        return
      fi ;;
  esac
  if [ "$command" = explain ]; then
    COMPREPLY=($(compgen -W "$(stallfree explain | sed -nE 's/^  ([a-z-]+) .*/\1/p')" -- "$word"))
    return
  fi
  compopt -o filenames
  COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _stallfree stallfree

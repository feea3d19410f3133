# all-formats.sh OUT PROJECT [OPTION...]: `stallfree check` of a project, in
# every format, the FIRST one first, into the folder OUT.
out=$1
project=$2
shift 2
mkdir -p "$out"
for format in ${FIRST:-text} text json sarif github gitlab html; do
  stallfree check -p "$project" --root "$project" --show-possible --format=$format --fail-on=never \
    --output="$out/report.$format" "$@" 2>"$out/errors.$format" || exit
done

#!/bin/sh
# What a newsroom runs over the folder into which its mail, its feeds and its agency texts fall.
#
#     newsroom.sh [INBOX [DESK]]
#
# One command groups all that INBOX holds, whatever its formats, and leaves in DESK
#
#     report.html      who traces what, each text beside its source: for the eye
#     sources.csv      a row a release: for a spreadsheet
#     groups.jsonl     a line a text: for programs
#
# From the last one the rest of the script makes lists to act on:
#
#     new.txt          one text of each release: to be read and published
#     copies.tsv       what says the same as one of them: to be filed under it
#     rewritten.tsv    the same matter in other words: for an editor's eye
#     corrections.tsv  releases issued again with facts corrected: to be read at once
#
# The command is taken from $RICALCO, else from the path. jq is used where it is installed.
set -eu

inbox=${1:-$(dirname "$0")/inbox}
desk=${2:-$(mktemp -d)}
ricalco=${RICALCO:-ricalco}
tab=$(printf '\t')

mkdir -p "$desk"
groups=$desk/groups.jsonl

# A text that cannot be read is named on standard error; the others must not wait for it.
"$ricalco" group --skip-bad --sources \
    --output "$desk/report.html" --output "$desk/sources.csv" --output "$groups" "$inbox"

# One line a text: relation, id, source, probability.
if command -v jq >/dev/null; then
    jq -r '"\(.relation)\t\(.id)\t\(.source)\t\(.probability)"' "$groups"
else
    # The first five fields of a line always come in this order.
    string='"(([^"\\]|\\.)*)"'
    sed -E "s/^\{\"id\":$string,\"cluster\":$string,\"relation\":\"([a-z]+)\",\"source\":$string,\"probability\":([0-9.e-]+).*/\5$tab\1$tab\6$tab\8/;s/\\\\([\"\\\\])/\1/g" "$groups"
fi >"$desk/groups.tsv"

cd "$desk"
: >new.txt
: >copies.tsv
: >rewritten.tsv
: >corrections.tsv
while IFS=$tab read -r relation id source probability; do
    case $relation in
    single | source) printf '%s\n' "$id" >>new.txt ;;
    updated) printf '%s\t%s\n' "$id" "$source" >>corrections.tsv ;;
    rewritten | roundup) printf '%s\t%s\t%s\n' "$id" "$source" "$probability" >>rewritten.tsv ;;
    *) printf '%s\t%s\t%s\n' "$id" "$source" "$relation" >>copies.tsv ;;
    esac
done <groups.tsv

echo "report.html, sources.csv and groups.jsonl are in $desk"
for list in new.txt copies.tsv rewritten.tsv corrections.tsv; do
    echo "$list: $(($(wc -l <"$list")))"
done
while IFS= read -r id; do
    printf 'to read: %s\n' "$id"
done <new.txt

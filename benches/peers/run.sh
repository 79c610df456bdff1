#!/bin/sh
# Runs ricalco and its peers on the same JSON Lines file, one after the other, and prints a table.
#
#   benches/peers/run.sh [DOCS.jsonl] [ROUNDS]
#
# Without a file 10,000 generated documents are used; a file may be compressed by gzip. The peers come
# from the Python index into a virtual environment under target/peers; one that cannot be installed
# says so in its row. Needs python3 with venv, and cargo.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work="$root/target/peers"
mkdir -p "$work"
given="${1:-}"
rounds="${2:-3}"
docs="$work/docs.jsonl"

cargo build --quiet --release --manifest-path "$root/Cargo.toml" --package ricalco-cli
case "$given" in
    "") cargo run --quiet --release --manifest-path "$root/Cargo.toml" --example generate -- --documents 10000 > "$docs" ;;
    *.gz) gzip -dc "$given" > "$docs" ;;
    *) cp "$given" "$docs" ;;
esac

[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
for peer in gaoya rensa datasketch text-dedup; do
    "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$peer" \
        || echo "$peer could not be installed" >&2
done

exec "$work/venv/bin/python" "$root/benches/peers/compare.py" \
    --docs "$docs" --corpus "$root/tests/corpus" --work "$work" --rounds "$rounds" \
    --ricalco "${CARGO_TARGET_DIR:-$root/target}/release/ricalco"

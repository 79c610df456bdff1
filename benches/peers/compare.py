"""Runs ricalco and its peers in turn, each in a process of its own, and prints a table.

Time is that of the whole process, JSON Lines to clusters, start and imports included; memory is its
largest resident set. Each round runs all of them, so that what else the machine does falls on all.
"""

import argparse
import json
import os
import pathlib
import pickle
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter

PEERS = ["gaoya", "rensa", "datasketch", "text-dedup"]
# For time and memory: what their documents use. For the corpus the best of many.
THRESHOLD = 0.7
THRESHOLDS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
HERE = pathlib.Path(__file__).parent


class Failed(Exception):
    """A peer that is not there or did not end well."""


def command(name, docs, out, threshold, ricalco):
    if name == "ricalco":
        return [ricalco, "--quiet", "group", str(docs)]
    if name == "text-dedup":
        return [
            sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", str(docs), "--split", "train",
            "--column", "text", "--ngram", "3", "--num_perm", "128", "--min_length", "1", "--threshold", str(threshold),
            "--output", str(out), "--cache_dir", f"{out}.cache", "--debug", "--num_proc", str(os.cpu_count() or 1),
        ]
    return [sys.executable, str(HERE / "peer.py"), name, str(docs), str(out), str(threshold)]


def run(name, docs, work, threshold, ricalco):
    """Seconds on the clock, seconds of processor, MiB, and the file or folder with the clusters."""
    out = work / f"{name}.out"
    for left in (out, pathlib.Path(f"{out}.cache")):
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
    errors = work / f"{name}.err"
    with open(work / "stdout", "w") as stdout, open(errors, "w") as stderr:
        start = time.perf_counter()
        child = subprocess.Popen(command(name, docs, out, threshold, ricalco), stdout=stdout, stderr=stderr, cwd=work)
        _, status, usage = os.wait4(child.pid, 0)
        clock = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        lines = errors.read_text().strip().splitlines() or ["no message"]
        raise Failed(lines[-1][:100])
    if name == "ricalco":
        shutil.move(work / "stdout", out)
    return clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def labels(name, out, count):
    """The cluster of each document, in input order."""
    if name == "ricalco":
        with open(out, encoding="utf-8") as lines:
            return [json.loads(line)["cluster"] for line in lines]
    if name != "text-dedup":
        return json.loads(out.read_text())
    sys.setrecursionlimit(100_000)
    with open(out / "uf.pkl", "rb") as file:
        saved = pickle.load(file)
    parents = saved if isinstance(saved, dict) else getattr(saved, "parent", {})

    def find(x):
        while parents.get(x, x) != x:
            x = parents[x]
        return x

    return [find(x) for x in range(count)]


def pairwise_f1(gold, predicted):
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    both, truth, found = pairs(Counter(zip(gold, predicted))), pairs(Counter(gold)), pairs(Counter(predicted))
    return 2 * both / (truth + found) if truth + found else 1.0


def corpus_f1(name, corpus, work, ricalco):
    """The best pairwise F1 over the thresholds, and the threshold."""
    docs = work / "corpus.jsonl"
    lines = [line for path in sorted(corpus.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    docs.write_text("\n".join(lines) + "\n", encoding="utf-8")
    gold = [json.loads(line)["cluster"] for line in lines]
    best = (0.0, None)
    for threshold in [None] if name == "ricalco" else THRESHOLDS:
        out = run(name, docs, work, threshold, ricalco)[3]
        best = max(best, (pairwise_f1(gold, labels(name, out, len(gold))), threshold), key=lambda pair: pair[0])
    return best


def main():
    options = argparse.ArgumentParser()
    for name in ["docs", "corpus", "work"]:
        options.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options.add_argument("--ricalco", required=True)
    options.add_argument("--rounds", type=int, default=3)
    options = options.parse_args()
    options.ricalco = str(pathlib.Path(options.ricalco).resolve())
    options.docs, options.work = options.docs.resolve(), options.work.resolve()
    names = ["ricalco", *PEERS]
    measured, failed = {name: [] for name in names}, {}
    for _ in range(options.rounds):
        for name in [name for name in names if name not in failed]:
            try:
                measured[name].append(run(name, options.docs, options.work, THRESHOLD, options.ricalco)[:3])
            except (Failed, OSError) as error:
                failed[name] = str(error)
    with open(options.docs, encoding="utf-8") as lines:
        count = sum(1 for _ in lines)
    print(f"{count} documents, {options.docs.stat().st_size / 1e6:.1f} MB of JSON Lines, medians of {options.rounds} rounds\n")
    print("| | time, s | of processor, s | memory, MiB | F1 on tests/corpus | at threshold |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in names:
        if name not in failed:
            try:
                f1, threshold = corpus_f1(name, options.corpus, options.work, options.ricalco)
            except (Failed, OSError, ValueError, KeyError) as error:
                failed[name] = str(error)
        if name in failed:
            print(f"| {name} | did not run: {failed[name]} | | | | |")
            continue
        clock, processor, memory = (statistics.median(column) for column in zip(*measured[name]))
        at = "as shipped" if threshold is None else threshold
        print(f"| {name} | {clock:.2f} | {processor:.2f} | {memory:.0f} | {f1:.2f} | {at} |", flush=True)


main()

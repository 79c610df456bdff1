"""One peer on one file: reads JSON Lines, finds near-duplicates, writes a cluster for each document.

    peer.py NAME DOCS.jsonl OUT.json THRESHOLD

Each is used as its documents tell: its own tokeniser where it has one, words in threes, 128
permutations. What it finds is joined by union and find, since none of them gives clusters of pairs.
"""

import json
import re
import sys

PERMUTATIONS = 128
WORDS = 3
WORD = re.compile(r"\w+")


class Clusters:
    """Union and find over positions."""

    def __init__(self, n):
        self.parent = list(range(n))

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)

    def labels(self):
        return [self.find(x) for x in range(len(self.parent))]


def shingles(text):
    words = WORD.findall(text.lower())
    if len(words) < WORDS:
        return {" ".join(words)}
    return {" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}


def gaoya(texts, threshold):
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        32, threshold, None, None, PERMUTATIONS, analyzer="word", lowercase=True, ngram_range=(WORDS, WORDS), id_container="vec"
    )
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    clusters = Clusters(len(texts))
    for position, found in enumerate(index.par_bulk_query(texts)):
        for other in found:
            clusters.union(position, other[0] if isinstance(other, tuple) else other)
    return clusters.labels()


def bands(threshold):
    """Bands for the threshold: the number that divides the permutations and comes nearest to it."""
    fits = [b for b in range(1, PERMUTATIONS + 1) if PERMUTATIONS % b == 0]
    return min(fits, key=lambda b: abs((1 / b) ** (b / PERMUTATIONS) - threshold))


def rensa(texts, threshold):
    from rensa import RMinHash, RMinHashLSH

    hashes = RMinHash.from_token_sets((list(shingles(text)) for text in texts), PERMUTATIONS, 42)
    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands(threshold))
    index.insert_many(hashes)
    clusters = Clusters(len(texts))
    for position, found in enumerate(index.query_all(hashes)):
        for other in found:
            if other > position and hashes[position].jaccard(hashes[other]) >= threshold:
                clusters.union(position, other)
    return clusters.labels()


def datasketch(texts, threshold):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    hashes = list(MinHash.generator([[s.encode() for s in shingles(text)] for text in texts], num_perm=PERMUTATIONS))
    for position, minhash in enumerate(hashes):
        index.insert(position, minhash)
    clusters = Clusters(len(texts))
    for position, minhash in enumerate(hashes):
        for other in index.query(minhash):
            if other > position and minhash.jaccard(hashes[other]) >= threshold:
                clusters.union(position, other)
    return clusters.labels()


def main():
    name, docs, out, threshold = sys.argv[1:]
    with open(docs, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    labels = {"gaoya": gaoya, "rensa": rensa, "datasketch": datasketch}[name](texts, float(threshold))
    with open(out, "w", encoding="utf-8") as file:
        json.dump(labels, file)


main()

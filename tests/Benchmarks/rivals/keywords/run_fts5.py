#!/usr/bin/env python3
"""SQLite FTS5 over the same terms as our index; called as run_xapian.py is (k1 and b are fixed in FTS5: 1.2 and 0.75).

Each term is written as a number, so that FTS5's own tokenizer can neither part nor join terms.
"""
import json, os, sqlite3, sys, time

folder, path, top = sys.argv[1], sys.argv[2], int(sys.argv[5])
numbers = {}


def name(term):
    return f"t{numbers.setdefault(term, len(numbers))}"


lines = [" ".join(map(name, line.split())) for line in open(os.path.join(folder, "chunks.txt"), encoding="utf-8")]
start = time.process_time()
os.makedirs(path, exist_ok=True)
db = sqlite3.connect(os.path.join(path, "fts5.db"))
db.execute("CREATE VIRTUAL TABLE chunks USING fts5(text, content='')")
db.executemany("INSERT INTO chunks(rowid, text) VALUES (?, ?)", ((i + 1, line) for i, line in enumerate(lines)))
db.execute("INSERT INTO chunks(chunks) VALUES ('optimize')")
db.commit()
size = os.path.getsize(os.path.join(path, "fts5.db"))
print(json.dumps({"version": sqlite3.sqlite_version, "seconds": time.process_time() - start, "bytes": size}), flush=True)

queries = [" OR ".join(f'"{name(term)}"' for term in line.split()) for line in open(os.path.join(folder, "queries.txt"), encoding="utf-8")]
for _ in sys.stdin:
    nanoseconds, found = [], []
    for query in queries:
        start = time.process_time_ns()
        rows = db.execute("SELECT rowid FROM chunks WHERE chunks MATCH ? ORDER BY rank LIMIT ?", (query, top)).fetchall()
        nanoseconds.append(time.process_time_ns() - start)
        found.append([row[0] - 1 for row in rows])
    print(json.dumps({"nanoseconds": nanoseconds, "found": found}), flush=True)

#!/usr/bin/env python3
"""Xapian (Debian: python3-xapian) over the same terms as our index.

  run_xapian.py FOLDER DATABASE K1 B TOP    FOLDER holds chunks.txt and queries.txt: a chunk or query a line, terms parted by spaces

Prints a line of JSON after indexing, then one for each line read from standard input: CPU nanoseconds of each query and the units found.
"""
import json, os, sys, time, xapian

folder, path, k1, b, top = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
start = time.process_time()
db = xapian.WritableDatabase(path, xapian.DB_CREATE_OR_OVERWRITE)
for line in open(os.path.join(folder, "chunks.txt"), encoding="utf-8"):
    doc = xapian.Document()
    for position, term in enumerate(line.split()):
        doc.add_posting(term, position + 1)
    db.add_document(doc)
db.commit()
db.close()
size = sum(os.path.getsize(os.path.join(path, f)) for f in os.listdir(path))
print(json.dumps({"version": xapian.version_string(), "seconds": time.process_time() - start, "bytes": size}), flush=True)

queries = [line.split() for line in open(os.path.join(folder, "queries.txt"), encoding="utf-8")]
db = xapian.Database(path)
for _ in sys.stdin:
    nanoseconds, found = [], []
    for terms in queries:
        start = time.process_time_ns()
        enquire = xapian.Enquire(db)
        enquire.set_weighting_scheme(xapian.BM25Weight(k1, 0, 1, b, 0.5))
        enquire.set_query(xapian.Query(xapian.Query.OP_OR, terms))
        units = [match.docid - 1 for match in enquire.get_mset(0, top)]
        nanoseconds.append(time.process_time_ns() - start)
        found.append(units)
    print(json.dumps({"nanoseconds": nanoseconds, "found": found}), flush=True)

// node measure.mjs lancedb|hnswlib ROWS QUERIES DIMENSIONS FOLDER: builds over files of 32-bit floats; then for each line
// "FROM COUNT CLIENTS" on standard input one line of figures and the ten rows found for each question.
import {readFileSync} from "node:fs";
import {createInterface} from "node:readline";

const [engine, rowsPath, queriesPath, dimensionsText, folder] = process.argv.slice(2);
const dimensions = Number(dimensionsText);
const top = 10;
const rows = floats(rowsPath);
const queries = floats(queriesPath);
const started = performance.now();
const search = engine === "lancedb" ? await lancedb() : await hnswlib();
console.log(JSON.stringify({buildSeconds: (performance.now() - started) / 1000}));

for await (const line of createInterface({input: process.stdin})) {
    const [from, count, clients] = line.split(" ").map(Number);
    const times = [];
    const found = new Array(count);
    let next = 0;
    const begun = performance.now();
    await Promise.all(Array.from({length: clients}, async () => {
        for (let n = next++; n < count; n = next++) {
            const asked = performance.now();
            found[n] = await search(vector(queries, (from + n) % (queries.length / dimensions)));
            times.push(performance.now() - asked);
        }
    }));
    const perSecond = count / (performance.now() - begun) * 1000;
    times.sort((x, y) => x - y);
    console.log(JSON.stringify({p50: times[count >> 1], p95: times[Math.floor(count * .95)], perSecond, rows: found.flat()}));
}
process.exit(0);

function floats(path) {
    const bytes = readFileSync(path);
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function vector(values, index) {
    return Array.from(values.subarray(index * dimensions, (index + 1) * dimensions));
}

async function lancedb() {
    const {connect} = await import("@lancedb/lancedb");
    const database = await connect(folder);
    let table;
    for (let start = 0; start < rows.length / dimensions; start += 10000) {
        const some = [];
        for (let r = start; r < Math.min(start + 10000, rows.length / dimensions); r++) some.push({row: r, vector: vector(rows, r)});
        if (table) await table.add(some);
        else table = await database.createTable("vectors", some, {mode: "overwrite"});
    }
    await table.optimize();
    return async query => (await table.query().nearestTo(query).distanceType("dot").limit(top).select(["row", "_distance"]).toArray()).map(r => Number(r.row));
}

async function hnswlib() {
    const {default: {HierarchicalNSW}} = await import("hnswlib-node");
    const index = new HierarchicalNSW("ip", dimensions);
    index.initIndex(rows.length / dimensions, 16, 100, 100);
    for (let r = 0; r < rows.length / dimensions; r++) index.addPoint(vector(rows, r), r);
    index.setEf(100);
    return async query => index.searchKnn(query, top).neighbors;
}

// node measure.mjs MODEL THREADS CONTEXT: for each line {"prompt", "generate"} on standard input one line of figures.
import {readFileSync} from "node:fs";
import {createInterface} from "node:readline";
import {getLlama} from "node-llama-cpp";

const [modelPath, threads, contextSize] = process.argv.slice(2);
const llama = await getLlama({build: "never", gpu: false, maxThreads: Number(threads), logLevel: "error"});
const model = await llama.loadModel({modelPath});
const context = await model.createContext({contextSize: Number(contextSize), batchSize: 512, threads: Number(threads), sequences: 1});
const sequence = context.getSequence();

for await (const line of createInterface({input: process.stdin})) {
    const {prompt, generate} = JSON.parse(line);
    const tokens = model.tokenize(prompt, true);
    await sequence.clearHistory();
    const started = performance.now();
    let first = 0;
    let count = 0;
    for await (const token of sequence.evaluate(tokens, {temperature: 0, yieldEogToken: true})) {
        if (count++ === 0) first = performance.now();
        if (count >= generate) break;
    }
    const ended = performance.now();
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"));
    console.log(JSON.stringify({
        promptRate: tokens.length / (first - started) * 1000,
        generationRate: (count - 1) / (ended - first) * 1000,
        peakBytes: Number(peak[1]) * 1024,
    }));
}
process.exit(0);

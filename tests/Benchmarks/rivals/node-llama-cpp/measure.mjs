// node measure.mjs MODEL THREADS CONTEXT PROMPT GENERATE REPEATS: one line of JSON for each repetition.
import {readFileSync} from "node:fs";
import {getLlama} from "node-llama-cpp";

const [modelPath, threads, contextSize, promptFile, generate, repeats] = process.argv.slice(2);
const llama = await getLlama({build: "never", gpu: false, maxThreads: Number(threads), logLevel: "error"});
const model = await llama.loadModel({modelPath});
const context = await model.createContext({contextSize: Number(contextSize), batchSize: 512, threads: Number(threads), sequences: 1});
const sequence = context.getSequence();
const prompt = model.tokenize(readFileSync(promptFile, "utf8"), true);

for (let repeat = 0; repeat < Number(repeats); repeat++) {
    await sequence.clearHistory();
    const started = performance.now();
    let first = 0;
    let count = 0;
    for await (const token of sequence.evaluate(prompt, {temperature: 0, yieldEogToken: true})) {
        if (count++ === 0) first = performance.now();
        if (count >= Number(generate)) break;
    }
    const ended = performance.now();
    console.log(JSON.stringify({
        promptTokens: prompt.length, promptSeconds: (first - started) / 1000,
        generated: count - 1, generationSeconds: (ended - first) / 1000,
    }));
}
const peak = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"));
console.log(JSON.stringify({peakBytes: Number(peak[1]) * 1024}));
process.exit(0);

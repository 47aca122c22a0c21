using System.Globalization;
using System.Net.Sockets;
using RagDocs.Generation.Engines;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Engines;

/// <summary>A real process that listens and answers like an engine, and misbehaves as told.</summary>
internal static class EngineDouble
{
    // What a model is called decides how its engine behaves, so that exchanging models exchanges behaviours.
    private const string Script = """
        const http = require('node:http'), fs = require('node:fs'), path = require('node:path');
        const value = name => process.argv[process.argv.indexOf(name) + 1];
        const model = path.basename(value('--model'), '.gguf');
        const counter = value('--model') + '.starts';
        const start = (fs.existsSync(counter) ? Number(fs.readFileSync(counter)) : 0) + 1;
        fs.writeFileSync(counter, String(start));
        console.log(`started ${model} time ${start} backtrace=${process.env.GGML_NO_BACKTRACE} secret=${process.env.RAGDOCS_TEST_SECRET}`);
        process.on('SIGINT', () => {});
        process.on('SIGTERM', () => { if (!model.includes('deaf')) process.exit(0); else console.log('ignored SIGTERM'); });
        process.stdin.resume();
        process.stdin.on('end', () => process.exit(0));
        process.stdin.on('error', () => process.exit(0));
        if (model.includes('broken')) { console.error('cannot read tensor 7'); process.exit(3); }
        if (model.includes('twice') && start <= 2) { console.error('not yet'); process.exit(4); }
        if (model.includes('unreadable')) globalThis.failed = 'The file ends before its tensors do.';
        if (model.includes('greedy')) globalThis.held = Buffer.alloc(300 << 20, 1);
        const loadTime = model.includes('slow') ? 600 : 0, begun = Date.now();
        let silent = false;
        const server = http.createServer((request, response) => {
          if (request.url === '/hang') { silent = true; response.end('{}'); return; }
          if (request.url === '/abort') process.abort();
          if (request.url === '/finish') { globalThis.finished = true; response.end('{}'); return; }
          if (silent) return;
          const loaded = loadTime === 0 ? 1 : Math.min(1, (Date.now() - begun) / loadTime);
          if (request.url === '/metrics') { response.end('# TYPE x counter\nragdocs_engine_generated_tokens_total 120\nragdocs_engine_generation_seconds_total 4\n'); return; }
          response.statusCode = loaded < 1 || globalThis.failed ? 503 : 200;
          if (globalThis.failed) { response.end(JSON.stringify({ status: 'failed', reason: globalThis.failed })); return; }
          response.end(JSON.stringify(loaded < 1 ? { status: 'loading', progress: loaded } : { status: 'ok', context: 2048, running: globalThis.finished ? 0 : 1, waiting: globalThis.finished ? 0 : 2 }));
        });
        server.listen(value('--socket'));
        """;

    public static EngineCommand Command(TempFolder folder) => new("node", [folder.Write("engine-double.cjs", Script)]);

    /// <summary>How often an engine with this model was started; 0 in the moment in which the next one writes its number.</summary>
    public static int Starts(string modelPath) => int.TryParse(File.ReadAllText(modelPath + ".starts"), CultureInfo.InvariantCulture, out var starts) ? starts : 0;

    /// <summary>Tells an engine to hang or to abort.</summary>
    public static async Task TellAsync(string socket, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        try
        {
            await client.GetAsync(new Uri("http://engine" + path), TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            // It died of it.
        }
    }
}

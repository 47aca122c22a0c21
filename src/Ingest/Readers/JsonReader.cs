using System.Text;
using RagDocs.Ingest.Readers.Json;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads JSON and JSON Lines as a stream: values with the path to them, objects in arrays as rows.</summary>
internal sealed class JsonReader(ReaderOptions options) : DocumentReader
{
    private const int SampleLength = 64 * 1024;

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Json];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(file, cancellationToken), cancellationToken);

    private DocumentText Read(SourceFile file, CancellationToken cancellationToken)
    {
        TextDecoding.CheckSize(file.Path, options);
        var blocks = new BlockCollector(options, cancellationToken);
        var text = new JsonText(blocks, IsLines(file));
        using var json = Open(file.Path);
        var fault = JsonTokens.Read(json, text, cancellationToken);
        text.End();
        if (fault is null) return new DocumentText(null, FileSignature.Json, null, blocks.Blocks, []);
        return blocks.Blocks.Count > 0
            ? new DocumentText(null, FileSignature.Json, null, blocks.Blocks, [$"The file is not valid JSON from {fault} on; what stands before was read. Correct it or copy it again."])
            : throw new DocumentReadException(DocumentState.Damaged, $"The file is not valid JSON from {fault} on. Correct it or copy it again.");
    }

    private static Stream Open(string path)
    {
        var encoding = TextDecoding.EncodingOf(path);
        var file = File.OpenRead(path);
        return encoding.CodePage == Encoding.UTF8.CodePage ? file : Encoding.CreateTranscodingStream(file, encoding, new UTF8Encoding(false));
    }

    /// <summary>By its name, or because its first line is an object and another one begins on the next.</summary>
    private static bool IsLines(SourceFile file)
    {
        if (Path.GetExtension(file.Name).ToLowerInvariant() is ".jsonl" or ".ndjson") return true;
        using var text = TextDecoding.Open(file.Path);
        var sample = new char[SampleLength];
        var beginning = sample.AsSpan(0, text.ReadBlock(sample)).TrimStart();
        var end = beginning.IndexOf('\n');
        return end > 0 && beginning[0] == '{' && beginning[..end].TrimEnd().EndsWith("}") && beginning[end..].TrimStart().StartsWith("{");
    }
}

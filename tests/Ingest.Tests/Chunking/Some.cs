using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Tests.Chunking;

/// <summary>Blocks and documents for tests.</summary>
internal static class Some
{
    public static Block Heading(int level, string text) => new() { Kind = BlockKind.Heading, Level = level, Text = text };

    public static Block Paragraph(string text) => Block(BlockKind.Paragraph, text);

    public static Block Block(BlockKind kind, string text) => new() { Kind = kind, Text = text };

    public static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"word{i}"));

    public static DocumentText Document(IReadOnlyList<Block> blocks) => new(null, FileSignature.PlainText, null, BlockNumbering.Number(blocks), []);

    /// <summary>One token a word: sizes in tests can be counted by eye.</summary>
    public static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}

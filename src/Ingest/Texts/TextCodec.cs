using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Texts;

/// <summary>Writes what was read from a document as bytes: title, warnings and page troubles first, blocks last.</summary>
internal static class TextCodec
{
    public static void Write(BinaryWriter writer, DocumentText text, CancellationToken cancellationToken)
    {
        writer.Write(text.Title is not null);
        if (text.Title is { } title) writer.Write(title);
        writer.Write(text.MediaType);
        writer.Write7BitEncodedInt(text.Pages ?? -1);
        writer.Write(text.Embedded.Count > 0);
        writer.Write7BitEncodedInt(text.ReviewBy?.DayNumber ?? -1);
        writer.Write7BitEncodedInt(text.Warnings.Count);
        foreach (var warning in text.Warnings) writer.Write(warning);
        writer.Write7BitEncodedInt(text.PageTroubles.Count);
        foreach (var trouble in text.PageTroubles)
        {
            writer.Write7BitEncodedInt(trouble.Page);
            writer.Write((byte)trouble.Kind);
            writer.Write(trouble.Confidence ?? -1);
        }

        writer.Write7BitEncodedInt(text.Blocks.Count);
        foreach (var block in text.Blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BlockCodec.Write(writer, block);
        }
    }

    /// <summary>Reads up to the first block.</summary>
    /// <param name="blocks">Given their number, how to get at them.</param>
    public static StoredText Read(BinaryReader reader, Func<int, IReadOnlyList<Block>> blocks)
    {
        var title = reader.ReadBoolean() ? reader.ReadString() : null;
        var mediaType = reader.ReadString();
        int? pages = reader.Read7BitEncodedInt() is >= 0 and var count ? count : null;
        var hasParts = reader.ReadBoolean();
        DateOnly? review = reader.Read7BitEncodedInt() is >= 0 and var day ? DateOnly.FromDayNumber(day) : null;
        var warnings = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < warnings.Length; i++) warnings[i] = reader.ReadString();
        var troubles = new PageTrouble[reader.Read7BitEncodedInt()];
        for (var i = 0; i < troubles.Length; i++) troubles[i] = ReadTrouble(reader);
        return new StoredText(new DocumentText(title, mediaType, pages, blocks(reader.Read7BitEncodedInt()), warnings) { PageTroubles = troubles, ReviewBy = review }, hasParts);
    }

    private static PageTrouble ReadTrouble(BinaryReader reader) => new(
        reader.Read7BitEncodedInt(), (PageProblemKind)reader.ReadByte(), reader.ReadDouble() is >= 0 and var confidence ? confidence : null);
}

using RagDocs.Ingest.Readers;
using RagDocs.Retrieval;

namespace RagDocs.Ingest.Texts;

/// <summary>
/// Writes blocks as bytes and reads them back. Paragraph numbers, offsets and heading paths are left out: numbering makes them again.
/// Word rectangles are kept to 1/65535 of the page, as the index keeps them.
/// </summary>
internal static class BlockCodec
{
    private const byte HasPage = 1;
    private const byte HasCells = 2;
    private const byte HasWords = 4;
    private const float Fractions = 65535f;

    public static void Write(BinaryWriter writer, Block block)
    {
        var parts = (byte)((block.Page is null ? 0 : HasPage) | (block.Cells is null ? 0 : HasCells) | (block.Words.Count == 0 ? 0 : HasWords));
        writer.Write((byte)block.Kind);
        writer.Write(parts);
        writer.Write7BitEncodedInt(block.Level);
        writer.Write(block.Text);
        if (block.Page is { } page) writer.Write7BitEncodedInt(page);
        if (block.Cells is { } cells) Write(writer, cells);
        if (block.Words.Count > 0) Write(writer, block.Words);
    }

    /// <exception cref="EndOfStreamException">The bytes end within a block.</exception>
    public static Block Read(BinaryReader reader)
    {
        var kind = (BlockKind)reader.ReadByte();
        var parts = reader.ReadByte();
        return new Block
        {
            Kind = kind,
            Level = reader.Read7BitEncodedInt(),
            Text = reader.ReadString(),
            Page = (parts & HasPage) == 0 ? null : reader.Read7BitEncodedInt(),
            Cells = (parts & HasCells) == 0 ? null : ReadCells(reader),
            Words = (parts & HasWords) == 0 ? [] : ReadWords(reader),
        };
    }

    private static void Write(BinaryWriter writer, CellRange cells)
    {
        writer.Write(cells.Sheet);
        writer.Write7BitEncodedInt(cells.FirstColumn);
        writer.Write7BitEncodedInt(cells.FirstRow);
        writer.Write7BitEncodedInt(cells.LastColumn);
        writer.Write7BitEncodedInt(cells.LastRow);
    }

    private static CellRange ReadCells(BinaryReader reader) => new(
        reader.ReadString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());

    private static void Write(BinaryWriter writer, IReadOnlyList<WordBox> words)
    {
        writer.Write7BitEncodedInt(words.Count);
        var last = 0;
        foreach (var word in words)
        {
            writer.Write7BitEncodedInt(word.Start - last);
            writer.Write7BitEncodedInt(word.Length);
            last = word.Start;
            foreach (var side in (ReadOnlySpan<float>)[word.X, word.Y, word.Width, word.Height])
            {
                writer.Write((ushort)MathF.Round(Math.Clamp(side, 0f, 1f) * Fractions));
            }
        }
    }

    private static WordBox[] ReadWords(BinaryReader reader)
    {
        var words = new WordBox[reader.Read7BitEncodedInt()];
        var start = 0;
        for (var i = 0; i < words.Length; i++)
        {
            start += reader.Read7BitEncodedInt();
            words[i] = new WordBox(start, reader.Read7BitEncodedInt(), Side(), Side(), Side(), Side());
        }

        return words;

        float Side() => reader.ReadUInt16() / Fractions;
    }
}

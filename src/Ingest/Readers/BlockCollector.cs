using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Collects the blocks of one document: drops empty ones, keeps to the limit of characters, stops when cancelled.</summary>
internal sealed class BlockCollector(ReaderOptions options, CancellationToken cancellationToken)
{
    private readonly List<Block> _blocks = [];
    private long _characters;

    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>Characters that may still be added.</summary>
    public long Remaining => options.MaxCharacters - _characters;

    /// <summary>The first heading of the highest rank; null when there is none.</summary>
    public string? FirstHeading => _blocks.Where(b => b.Kind == BlockKind.Heading).OrderBy(b => b.Level).FirstOrDefault()?.Text;

    public void Heading(int level, string text) => Add(BlockKind.Heading, text.ReplaceLineEndings(" "), level);

    /// <summary>Adds a block, without the white space around its text.</summary>
    public void Add(BlockKind kind, string text, int level = 0)
    {
        text = kind == BlockKind.Code ? text.Trim('\n', '\r').TrimEnd() : text.Trim();
        if (!string.IsNullOrWhiteSpace(text)) Add(new Block { Kind = kind, Text = text, Level = level });
    }

    /// <summary>Adds a block of a sheet, without the white space around its text.</summary>
    public void Add(BlockKind kind, string text, CellRange? cells)
    {
        text = text.Trim();
        if (text.Length > 0) Add(new Block { Kind = kind, Text = text, Cells = cells });
    }

    /// <summary>Adds a block of a slide, without the white space around its text.</summary>
    public void Add(BlockKind kind, string text, int level, int page)
    {
        text = text.Trim();
        if (text.Length > 0) Add(new Block { Kind = kind, Text = text, Level = level, Page = page });
    }

    /// <summary>Adds a finished block of a page.</summary>
    public void Add(BlockKind kind, string text, int level, int page, IReadOnlyList<WordBox> words) =>
        Add(new Block { Kind = kind, Text = text, Level = level, Page = page, Words = words });

    private void Add(Block block)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _characters += block.Text.Length;
        if (_characters > options.MaxCharacters)
        {
            throw new DocumentReadException(
                DocumentState.Refused,
                $"The file holds more than {options.MaxCharacters:N0} characters of text. Split it, or raise the limit in the settings.");
        }

        _blocks.Add(block);
    }
}

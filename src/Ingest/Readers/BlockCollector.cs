using System.Diagnostics.CodeAnalysis;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>
/// Collects the blocks of one document: drops empty ones, keeps to the limit of characters, stops when cancelled. What is too much
/// for memory goes to a file, so that memory does not grow with the document.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The blocks that are handed out own the file, and clear it away with the document.")]
internal sealed class BlockCollector(ReaderOptions options, CancellationToken cancellationToken)
{
    private const long MostBytesInMemory = 16L << 20;
    private const int BytesPerBlock = 200;
    private const int BytesPerWord = 40;

    private readonly List<Block> _blocks = [];
    private BlockSpill? _spill;
    private Block? _heading;
    private long _characters, _bytes;

    /// <summary>What was added up to now.</summary>
    public IReadOnlyList<Block> Blocks => _spill is null ? _blocks : _spill.Blocks();

    /// <summary>Characters that may still be added.</summary>
    public long Remaining => options.MaxCharacters - _characters;

    /// <summary>The first heading of the highest rank; null when there is none.</summary>
    public string? FirstHeading => _heading?.Text;

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
            _spill?.Dispose();
            throw new DocumentReadException(
                DocumentState.Refused,
                $"The file holds more than {options.MaxCharacters:N0} characters of text. Split it, or raise the limit in the settings.");
        }

        if (block.Kind == BlockKind.Heading && !(_heading?.Level <= block.Level)) _heading = block;
        Keep(block);
    }

    private void Keep(Block block)
    {
        if (_spill is not null)
        {
            _spill.Add(block);
            return;
        }

        _blocks.Add(block);
        _bytes += BytesPerBlock + (block.Text.Length * sizeof(char)) + (block.Words.Count * BytesPerWord);
        if (_bytes <= MostBytesInMemory) return;
        _spill = new BlockSpill(options.SpillFolder ?? Path.GetTempPath());
        _blocks.ForEach(_spill.Add);
        _blocks.Clear();
    }
}

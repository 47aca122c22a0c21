using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// WordPiece (Schuster and Nakajima 2012) as in BERT and the Hugging Face tokenizers: normalise, split at spaces and punctuation,
/// then take the longest vocabulary entry from the left, again and again. Adds no special tokens. Safe to use from many threads.
/// </summary>
public sealed class WordPieceTokenizer
{
    private readonly VocabularyTable _beginnings;
    private readonly VocabularyTable _continuations;
    private readonly EntryPrefixes _prefixes;
    private readonly int _longestEntry;
    private readonly int _longestWord;

    private WordPieceTokenizer(Dictionary<string, int> beginnings, Dictionary<string, int> continuations, int unknownId, int longestWord)
    {
        _beginnings = new VocabularyTable(beginnings);
        _continuations = new VocabularyTable(continuations);
        _longestEntry = beginnings.Keys.Concat(continuations.Keys).Max(entry => entry.Length);
        _prefixes = new EntryPrefixes(beginnings.Keys.Concat(continuations.Keys));
        _longestWord = longestWord;
        UnknownId = unknownId;
        VocabularySize = 1 + Math.Max(beginnings.Values.Max(), continuations.Values.DefaultIfEmpty().Max());
    }

    /// <summary>Id of a word that the vocabulary cannot spell.</summary>
    public int UnknownId { get; }

    /// <summary>One more than the highest id.</summary>
    public int VocabularySize { get; }

    /// <summary>Entries that a word can begin with, in the order of their ids.</summary>
    internal IEnumerable<string> Words => _beginnings.Entries.OrderBy(entry => entry.Value).Select(entry => entry.Key);

    /// <summary>Reads a tokenizer.json.</summary>
    /// <exception cref="EmbeddingModelException">Damaged, or another kind of tokenizer than lower-casing WordPiece.</exception>
    public static WordPieceTokenizer Load(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var model = json.RootElement.GetProperty("model");
            var normalizer = json.RootElement.GetProperty("normalizer");
            if (model.GetProperty("type").GetString() != "WordPiece" || normalizer.GetProperty("type").GetString() != "BertNormalizer"
                || !normalizer.GetProperty("lowercase").GetBoolean())
            {
                throw new EmbeddingModelException(file, "only lower-casing WordPiece tokenizers (BertNormalizer) are understood.");
            }

            var prefix = model.GetProperty("continuing_subword_prefix").GetString() ?? "";
            var vocabulary = model.GetProperty("vocab").EnumerateObject().ToDictionary(e => e.Name, e => e.Value.GetInt32(), StringComparer.Ordinal);
            return new WordPieceTokenizer(
                vocabulary,
                vocabulary.Where(e => e.Key.Length > prefix.Length && e.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .ToDictionary(e => e.Key[prefix.Length..], e => e.Value, StringComparer.Ordinal),
                vocabulary[model.GetProperty("unk_token").GetString()!],
                model.GetProperty("max_input_chars_per_word").GetInt32());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or ArgumentException or IOException)
        {
            throw new EmbeddingModelException(file, "it is missing or damaged.", fault);
        }
    }

    /// <summary>All ids of a text, with <see cref="UnknownId"/> for words that cannot be spelled.</summary>
    public int[] Encode(string text)
    {
        var ids = new int[BertNormalizer.LongestResult(text.Length)];
        return ids[..Encode(text, ids, keepUnknown: true)];
    }

    /// <summary>Writes the ids of a text until <paramref name="ids"/> is full, and returns their number.</summary>
    public int Encode(ReadOnlySpan<char> text, Span<int> ids, bool keepUnknown = false)
    {
        var buffer = ArrayPool<char>.Shared.Rent(BertNormalizer.LongestResult(text.Length));
        try
        {
            var normalized = buffer.AsSpan(0, BertNormalizer.Normalize(text, buffer));
            var count = 0;
            while (!normalized.IsEmpty && count < ids.Length)
            {
                var (start, length) = NextWord(normalized);
                if (length == 0) break;
                count += Spell(normalized.Slice(start, length), ids[count..], keepUnknown);
                normalized = normalized[(start + length)..];
            }

            return count;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static (int Start, int Length) NextWord(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            var width = char.IsHighSurrogate(text[end]) ? 2 : 1;
            if (IsPunctuation(text.Slice(end, width)))
            {
                // A punctuation character is a word of its own.
                if (end == start) end += width;
                break;
            }

            end += width;
        }

        return (start, end - start);
    }

    private static bool IsPunctuation(ReadOnlySpan<char> character)
    {
        if (char.IsAscii(character[0])) return !char.IsAsciiLetterOrDigit(character[0]) && character[0] is > ' ' and < (char)127;
        if (character.Length == 1) return char.IsPunctuation(character[0]);
        return Rune.GetUnicodeCategory(new Rune(character[0], character[1])) is >= UnicodeCategory.ConnectorPunctuation
            and <= UnicodeCategory.OtherPunctuation;
    }

    private int Spell(ReadOnlySpan<char> word, Span<int> ids, bool keepUnknown)
    {
        var count = 0;
        var spelled = Characters(word) <= _longestWord;
        for (var lookup = _beginnings; spelled && !word.IsEmpty; lookup = _continuations)
        {
            var length = Math.Min(word.Length, _longestEntry);
            var id = 0;
            // Most words are entries themselves.
            if (!lookup.TryGetId(word[..length], out id))
            {
                length = _prefixes.Longest(word[..(length - 1)]);
                while (length > 0 && !lookup.TryGetId(word[..length], out id)) length--;
            }

            spelled = length > 0;
            word = word[length..];
            // A word whose rest cannot be spelled is unknown as a whole, so spelling goes on where there is no more room.
            if (count < ids.Length) ids[count++] = id;
        }

        if (spelled) return count;
        if (!keepUnknown) return 0;
        ids[0] = UnknownId;
        return 1;
    }

    private static int Characters(ReadOnlySpan<char> word)
    {
        var characters = word.Length;
        foreach (var c in word)
        {
            if (char.IsLowSurrogate(c)) characters--;
        }

        return characters;
    }
}

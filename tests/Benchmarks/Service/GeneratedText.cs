using System.Numerics;
using System.Text;
using RagDocs.Retrieval.Embedding;

namespace RagDocs.Benchmarks.Service;

/// <summary>
/// Text whose words are as frequent as those of a language (Zipf 1949): the words of the built-in model's vocabulary, most frequent first, and
/// as many again that it can only spell, as names and codes are. A document keeps coming back to some hundred words of its own.
/// </summary>
/// <param name="seed">The same seed makes the same text.</param>
internal sealed class GeneratedText(WordList words, ulong seed)
{
    private const int OwnWords = 300;
    private const int CommonestOwn = 300;
    private readonly int[] _own = new int[OwnWords];
    private ulong _state = seed;

    /// <summary>Chooses the words that the next document is about.</summary>
    public void BeginDocument()
    {
        // Evenly over the orders of magnitude: some frequent words, some rare ones.
        for (var i = 0; i < OwnWords; i++) _own[i] = (int)(CommonestOwn * Math.Pow(words.Count / (double)CommonestOwn, Fraction()));
    }

    public int Number(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    /// <summary>Some of the document's own words.</summary>
    public string Heading(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => words[Own()]));

    /// <summary>Sentences of 8 to 22 words, about so many words in all.</summary>
    public string Passage(int length)
    {
        var text = new StringBuilder();
        for (var written = 0; written < length;)
        {
            var sentence = Number(8, 22);
            for (var i = 0; i < sentence; i++)
            {
                if (i > 0) text.Append(' ');
                var word = Word();
                if (i == 0) text.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
                else text.Append(word);
            }

            text.Append(". ");
            written += sentence;
        }

        return text.ToString(0, text.Length - 1);
    }

    private string Word() => Fraction() switch
    {
        < 0.015 => Number(1, 9999).ToString(null, null),
        < 0.03 => Number(1990, 2030).ToString(null, null),
        < 0.3 => words[Own()],
        _ => words[words.Frequent(Fraction())],
    };

    private int Own() => _own[(int)(OwnWords * Math.Pow(Fraction(), 2))];

    private double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    // SplitMix64 (Steele, Lea and Flood 2014).
    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>Words by falling frequency.</summary>
internal sealed class WordList
{
    private const double Exponent = 1.05;
    private const int Steps = 1 << 20;
    private static readonly string[] Syllables = ["ka", "ro", "vel", "tin", "sor", "mar", "dex", "lum", "quo", "nep", "zan", "fir", "bol", "gre", "hux", "pim"];
    private readonly List<string> _words;
    private readonly int[] _byFraction = new int[Steps];

    public WordList(WordPieceTokenizer tokenizer)
    {
        _words = [.. tokenizer.Words.Where(word => word.Length > 1 && word.All(char.IsAsciiLetterLower))];
        for (int i = 0, known = _words.Count; i < known; i++) _words.Add(Made(i));
        var weights = Enumerable.Range(0, _words.Count).Select(rank => 1 / Math.Pow(rank + 2.7, Exponent)).ToArray();
        var (all, sum, step) = (weights.Sum(), 0.0, 0);
        for (var rank = 0; rank < weights.Length; rank++)
        {
            sum += weights[rank];
            while (step < Steps && (step + 0.5) / Steps < sum / all) _byFraction[step++] = rank;
        }
    }

    public int Count => _words.Count;

    public string this[int rank] => _words[rank];

    /// <summary>A rank, drawn as often as its word is used.</summary>
    /// <param name="fraction">Even between 0 and 1.</param>
    public int Frequent(double fraction) => _byFraction[(int)(fraction * Steps)];

    private static string Made(int number) => string.Concat(Enumerable.Range(0, 4).Select(i => Syllables[BitOperations.RotateRight((uint)(number * 40503) & 0xFFFF, 4 * i) & 15]));
}

using System.Globalization;
using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Parts;

/// <summary>Gathers why parts were left out; of many, the first few are named.</summary>
internal sealed class PartProblems
{
    private const int Named = 10;
    private const int LongestName = 120;
    private readonly List<string> _sentences = [];
    private int _unnamed;

    /// <param name="path">As the container calls it, whatever characters that holds.</param>
    /// <param name="why">A clause without its full stop.</param>
    public void Add(string path, string why)
    {
        if (_sentences.Count >= Named) _unnamed++;
        else _sentences.Add($"“{TextCleaning.OneLine(path, LongestName)}” was left out: {char.ToLower(why[0], CultureInfo.InvariantCulture)}{why[1..]}.");
    }

    public void TooDeep(int parts, int depth)
    {
        if (parts > 0) _sentences.Add($"The {parts:N0} files inside were not read because they lie more than {depth} containers deep. Unpack it and add them.");
    }

    public void Full(string path) =>
        _sentences.Add($"“{TextCleaning.OneLine(path, LongestName)}” and what follows it were left out: more lies inside one file than is taken. Split it, or ask your administrator to raise the limit.");

    public IReadOnlyList<string> Sentences() => _unnamed == 0 ? _sentences : [.. _sentences, $"{_unnamed:N0} more were left out."];
}

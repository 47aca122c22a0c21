using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;
using RagDocs.Ingest.Readers.Numbering;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>One list of a Word file. Lists of the same kind count on from each other, unless one says where it begins (17.9.15, 17.9.18).</summary>
internal sealed class NumberedList
{
    public const int Levels = 9;
    private const int LongestLabel = 40;

    private readonly NumberedLevel?[] _levels = new NumberedLevel?[Levels];
    private readonly Dictionary<int, int> _starts = [];
    private readonly int?[] _counters;

    /// <param name="counters">Shared by all lists of the kind, by level.</param>
    public NumberedList(AbstractNum kind, NumberingInstance list, int?[] counters)
    {
        _counters = counters;
        foreach (var level in kind.Elements<Level>()) Take(level);
        foreach (var changed in list.Elements<LevelOverride>())
        {
            if (changed.GetFirstChild<Level>() is { } level) Take(level);
            if (changed.LevelIndex?.Value is >= 0 and < Levels and var index && changed.StartOverrideNumberingValue?.Val?.Value is { } start) _starts[index] = start;
        }
    }

    /// <summary>The level that a paragraph style is bound to; null for none.</summary>
    public int? LevelOf(string? style)
    {
        var index = style is null ? -1 : Array.FindIndex(_levels, l => l?.ParagraphStyle == style);
        return index < 0 ? null : index;
    }

    /// <summary>Counts the next item and gives what stands before it: "1.2", "a)"; empty for bullets.</summary>
    public string Next(int level)
    {
        // A number that says where it begins does so once; its later items count on.
        if (_starts.Remove(level, out var start)) _counters[level] = start;
        else _counters[level] = _counters[level] is { } last ? last + 1 : Start(level);
        for (var deeper = level + 1; deeper < Levels; deeper++)
        {
            if (_levels[deeper]?.Restarts ?? true) _counters[deeper] = null;
        }

        return _levels[level] is { IsBullet: false } definition ? Label(definition) : "";
    }

    private string Label(NumberedLevel definition)
    {
        var label = new StringBuilder();
        var pattern = definition.Pattern;
        for (var i = 0; i < pattern.Length && label.Length < LongestLabel; i++)
        {
            if (pattern[i] == '%' && i + 1 < pattern.Length && pattern[i + 1] is >= '1' and <= '9') label.Append(Number(pattern[++i] - '1', definition.IsLegal));
            else label.Append(pattern[i]);
        }

        return label.ToString().Trim();
    }

    private string Number(int level, bool inDigits)
    {
        var style = _levels[level]?.Style ?? NumberStyle.Decimal;
        return CountedNumber.Text(_counters[level] ?? Start(level), inDigits && style != NumberStyle.None ? NumberStyle.Decimal : style);
    }

    private int Start(int level) => _levels[level]?.Start ?? 1;

    private void Take(Level level)
    {
        if (level.LevelIndex?.Value is >= 0 and < Levels and var index) _levels[index] = NumberedLevel.Of(level, index);
    }
}

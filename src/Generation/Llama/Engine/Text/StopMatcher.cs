namespace RagDocs.Generation.Llama.Engine.Text;

/// <summary>
/// Ends a text before the first stop string, also when that comes in several pieces: the longest end of the text that may
/// still become a stop string is held back.
/// </summary>
internal sealed class StopMatcher(IReadOnlyList<string> stops)
{
    private string _held = "";

    /// <summary>A stop string has come; nothing after it is passed on.</summary>
    public bool Stopped { get; private set; }

    /// <summary>What may be shown now.</summary>
    public string Add(string text)
    {
        if (Stopped || text.Length == 0)
            return "";
        if (stops.Count == 0)
            return text;

        text = _held + text;
        var end = FirstStop(text);
        Stopped = end >= 0;
        var shown = Stopped ? end : text.Length - PossibleStop(text);
        _held = Stopped ? "" : text[shown..];
        return text[..shown];
    }

    /// <summary>Nothing more will come: what was held back is no stop string.</summary>
    public string Finish()
    {
        var rest = _held;
        _held = "";
        return rest;
    }

    private int FirstStop(string text)
    {
        var first = -1;
        foreach (var stop in stops)
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first))
                first = at;
        }

        return first;
    }

    /// <summary>Length of the longest end of the text with which a stop string begins.</summary>
    private int PossibleStop(string text)
    {
        for (var length = Math.Min(text.Length, stops.Max(s => s.Length) - 1); length > 0; length--)
        {
            var end = text.AsSpan(text.Length - length);
            foreach (var stop in stops)
            {
                if (stop.AsSpan().StartsWith(end, StringComparison.Ordinal))
                    return length;
            }
        }

        return 0;
    }
}

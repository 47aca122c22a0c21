using System.Buffers;

namespace RagDocs.Web.Components.Viewer;

/// <summary>What the readers put before an entry of a list: a dash, or its number as the document counts ("3.", "2.1", "b)", "iv.").</summary>
internal static class ListMarker
{
    private const int LongestNumber = 8;
    private const int LongestLetters = 5;

    private static readonly SearchValues<char> InNumbers = SearchValues.Create("0123456789.()");
    private static readonly SearchValues<char> InLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ(");

    /// <summary>Characters of the marker with the blank behind it; 0 when the line begins with its own words.</summary>
    public static int Length(ReadOnlySpan<char> entry)
    {
        var blank = entry.IndexOf(' ');
        return blank is > 0 and <= LongestNumber && (entry[..blank] is "-" || IsNumber(entry[..blank])) ? blank + 1 : 0;
    }

    private static bool IsNumber(ReadOnlySpan<char> marker)
    {
        if (!marker.ContainsAnyExcept(InNumbers)) return marker.ContainsAnyInRange('0', '9');
        return marker[^1] is '.' or ')' && marker.Length <= LongestLetters && !marker[..^1].ContainsAnyExcept(InLetters);
    }
}

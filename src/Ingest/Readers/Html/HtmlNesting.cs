using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>
/// Refuses pages nested deeper than any person writes, before they are parsed: the HTML standard's tree building looks through all
/// open elements for many tags, so depth costs its square in time.
/// </summary>
internal static class HtmlNesting
{
    private const int Deepest = 4_000;

    // Void elements never nest; those whose end tag may be left out are closed by the next of their kind.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NeverOpen = new HashSet<string>(
        ("area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup colgroup " +
        "rp rt html head body").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Check(string html)
    {
        var depth = 0;
        var rest = html.AsSpan();
        int tag;
        while ((tag = rest.IndexOf('<')) >= 0 && tag + 1 < rest.Length)
        {
            rest = rest[(tag + 1)..];
            if (rest[0] == '/') depth = Math.Max(0, depth - (NeverOpen.Contains(Name(rest[1..])) ? 0 : 1));
            else if (char.IsAsciiLetter(rest[0]) && !NeverOpen.Contains(Name(rest)) && ++depth > Deepest) throw TooDeep();
        }
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && length < 24 && char.IsAsciiLetterOrDigit(tag[length])) length++;
        return tag[..length];
    }

    private static DocumentReadException TooDeep() => new(
        DocumentState.Refused, $"The page was refused because its elements are nested more than {Deepest:N0} deep, as pages made to overload a server are.");
}

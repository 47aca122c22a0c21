using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>
/// Refuses pages nested deeper or made of more elements than any person writes, before they are parsed: the HTML standard's tree building
/// looks through all open elements for many tags, so depth costs its square in time, and every element costs half a kilobyte of memory.
/// </summary>
internal static class HtmlNesting
{
    private const int Deepest = 4_000;
    private const int MostElements = 600_000;

    // An attribute takes about a quarter of the memory of an element.
    private const int AttributesPerElement = 4;

    // Void elements never nest; those whose end tag may be left out are closed by the next of their kind.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NeverOpen = new HashSet<string>(
        ("area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup colgroup " +
        "rp rt html head body").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Check(string html)
    {
        int depth = 0, elements = 0, attributes = 0;
        var rest = html.AsSpan();
        int tag;
        while ((tag = rest.IndexOf('<')) >= 0 && tag + 1 < rest.Length)
        {
            rest = rest[(tag + 1)..];
            if (rest[0] == '/') depth = Math.Max(0, depth - (NeverOpen.Contains(Name(rest[1..])) ? 0 : 1));
            if (!char.IsAsciiLetter(rest[0])) continue;
            if (!NeverOpen.Contains(Name(rest)) && ++depth > Deepest) throw Refused($"its elements are nested more than {Deepest:N0} deep");
            attributes += Attributes(rest);
            if (++elements + attributes / AttributesPerElement > MostElements) throw Refused($"it is made of more than {MostElements:N0} elements");
        }
    }

    /// <summary>About how many; tags that are written to deceive may have more, which the limit of a page's size has to bear.</summary>
    private static int Attributes(ReadOnlySpan<char> tag)
    {
        var attributes = 0;
        for (var i = 1; i < tag.Length && tag[i] is not ('>' or '<'); i++)
        {
            if (tag[i] is '"' or '\'' && tag[i - 1] == '=')
            {
                var end = tag[(i + 1)..].IndexOf(tag[i]);
                if (end < 0) break;
                i += end + 1;
            }
            else if (IsBetween(tag[i]) && i + 1 < tag.Length && !IsBetween(tag[i + 1]) && tag[i + 1] != '>')
            {
                attributes++;
            }
        }

        return attributes;
    }

    private static bool IsBetween(char c) => c is ' ' or '\n' or '\r' or '\t' or '\f' or '/';

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && length < 24 && char.IsAsciiLetterOrDigit(tag[length])) length++;
        return tag[..length];
    }

    private static DocumentReadException Refused(string why) => new(
        DocumentState.Refused, $"The page was refused because {why}, as pages made to overload a server are. If it is none, split it.");
}

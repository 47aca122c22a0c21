using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Sheets;

namespace RagDocs.Ingest.Readers.Xlsx;

/// <summary>
/// Comments and text boxes of a sheet. Talks between people ("threaded comments") are written a second time for old programs, with a
/// sentence about those in front: the first writing wins.
/// </summary>
internal static class SheetNotes
{
    private const int MostNotes = 10_000;
    private const int LongestNote = 20_000;

    /// <param name="part">Name of the sheet's part.</param>
    public static IEnumerable<SheetNote> Of(PackageFile package, string part, CancellationToken cancellationToken)
    {
        var related = new Relationships(package, part);
        var talks = related.AllOfType("threadedComment").SelectMany(p => Comments(package, p, "threadedComment", "text")).ToLookup(n => (n.Row, n.Column));
        var notes = related.AllOfType("comments").SelectMany(p => Comments(package, p, "comment", "t")).Where(n => !talks.Contains((n.Row, n.Column)));
        foreach (var note in talks.SelectMany(t => t).Concat(notes).OrderBy(n => n.Row).ThenBy(n => n.Column).Concat(related.AllOfType("drawing").SelectMany(p => Boxes(package, p))).Take(MostNotes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return note;
        }
    }

    private static IEnumerable<SheetNote> Comments(PackageFile package, string part, string element, string text)
    {
        using var reader = package.Read(part);
        for (var found = 0; reader is not null && found < MostNotes && reader.Read();)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != element) continue;
            var (row, column) = CellReference.Parse(reader.GetAttribute("ref"));
            var said = OneLine(string.Concat(SafeXml.Load(reader).Below(text).Where(t => !t.Ancestors().Any(a => a.Is("rPh"))).Select(t => t.Value)));
            if (row < 1 || said.Length == 0) continue;
            found++;
            yield return new SheetNote(column, row, $"Comment on {CellRange.Letters(column)}{row}: {said}");
        }
    }

    /// <summary>Shapes with text, each at the cell its upper left corner lies in.</summary>
    private static IEnumerable<SheetNote> Boxes(PackageFile package, string part)
    {
        using var reader = package.Read(part);
        while (reader is not null && reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName is not ("twoCellAnchor" or "oneCellAnchor" or "absoluteAnchor")) continue;
            var anchor = SafeXml.Load(reader);
            var from = anchor.Child("from");
            var text = OneLine(string.Join('\n', anchor.Below("txBody").Where(b => !b.Ancestors().Any(a => a.Is("Fallback"))).SelectMany(b => b.Children("p")).Select(Paragraph)));
            if (text.Length > 0) yield return new SheetNote(Number(from.Child("col")) + 1, Number(from.Child("row")) + 1, text);
        }
    }

    private static string Paragraph(XElement paragraph)
    {
        var text = new StringBuilder();
        foreach (var element in paragraph.Descendants())
        {
            if (element.Is("t")) text.Append(element.Value);
            else if (element.Is("br")) text.Append(' ');
        }

        return text.ToString();
    }

    private static int Number(XElement? element) => int.TryParse(element?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestNote ? line : line[..LongestNote];
    }
}

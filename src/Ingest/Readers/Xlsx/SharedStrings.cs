using System.Text;
using System.Xml;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Xlsx;

/// <summary>The texts that cells refer to by number. Held in memory, so not more of them than a document may have text.</summary>
internal sealed class SharedStrings
{
    // An entry takes memory also when it is empty.
    private const int EntryLength = 4;

    private readonly List<string> _texts = [];

    public SharedStrings(PackageFile package, string? part, ReaderOptions options, CancellationToken cancellationToken)
    {
        using var reader = part is null ? null : package.Read(part);
        if (reader is null) return;
        long characters = 0;
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "si" }) continue;
            cancellationToken.ThrowIfCancellationRequested();
            var text = CellText(reader);
            characters += text.Length + EntryLength;
            if (characters > options.MaxCharacters)
            {
                throw new DocumentReadException(
                    DocumentState.Refused, $"The workbook's texts hold more than {options.MaxCharacters:N0} characters. Split it, or raise the limit in the settings.");
            }

            _texts.Add(text);
        }
    }

    /// <summary>The text of that number; empty when there is none.</summary>
    public string Text(int index) => index >= 0 && index < _texts.Count ? _texts[index] : "";

    /// <summary>All text ("t" and "v") below the element the reader stands on, without reading aids; the reader then stands on its end.</summary>
    public static string CellText(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var outer = reader.Depth;
        var aid = int.MaxValue;
        var isText = false;
        var first = "";
        StringBuilder? more = null;
        while (reader.Read() && reader.Depth > outer)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (reader.Depth <= aid) aid = reader.LocalName == "rPh" ? reader.Depth : int.MaxValue;
                isText = reader.LocalName is "t" or "v" && reader.Depth <= aid;
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                isText = false;
            }
            else if (isText)
            {
                if (first.Length == 0) first = reader.Value;
                else (more ??= new StringBuilder(first)).Append(reader.Value);
            }
        }

        return more?.ToString() ?? first;
    }
}

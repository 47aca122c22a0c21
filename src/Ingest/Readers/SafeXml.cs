using System.Xml;
using System.Xml.Linq;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>XML from untrusted files: no DTD, so no entities that fetch files or multiply, and no nesting that uses up the stack of a parser.</summary>
internal static class SafeXml
{
    private const int Deepest = 500;
    private const int MostNodes = 1_000_000;

    public static XmlReaderSettings Settings => new()
    {
        // The declaration is seen and refused by Check; nothing outside is ever fetched.
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a part once to its end.</summary>
    /// <exception cref="DocumentReadException">It declares a DTD, is nested too deep or is not well-formed.</exception>
    public static void Check(Stream part)
    {
        try
        {
            using var reader = XmlReader.Create(part, Settings);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.DocumentType) throw Declares();
                if (reader.Depth > Deepest) throw TooDeep();
            }
        }
        catch (XmlException e)
        {
            throw new DocumentReadException(
                DocumentState.Damaged, "The file is damaged: a part of it is not well-formed XML. Open it in its own program, save it again and add that copy.", e);
        }
    }

    /// <summary>Begins reading a part forward; the reader stands on the root element. Closing it closes the part.</summary>
    /// <exception cref="DocumentReadException">It declares a DTD. One can stand before the root element only, so that none comes later.</exception>
    public static XmlReader Open(Stream part)
    {
        var settings = Settings;
        settings.CloseInput = true;
        var reader = XmlReader.Create(part, settings);
        try
        {
            while (reader.Read() && reader.NodeType != XmlNodeType.Element)
            {
                if (reader.NodeType == XmlNodeType.DocumentType) throw Declares();
            }
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        return reader;
    }

    /// <summary>Loads the element the reader stands on, with all in it; the reader then stands on its end.</summary>
    /// <exception cref="DocumentReadException">It is nested too deep or too large to be held.</exception>
    public static XElement Load(XmlReader reader)
    {
        var root = Element(reader);
        if (reader.IsEmptyElement) return root;
        var open = root;
        var outer = reader.Depth;
        var nodes = 0;
        while (reader.Read() && reader.Depth > outer)
        {
            if (++nodes > MostNodes) throw Refused($"a part of it is made of more than {MostNodes:N0} pieces, which cannot be held at once");
            if (reader.Depth - outer > Deepest) throw TooDeep();
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    var child = Element(reader);
                    open.Add(child);
                    if (!isEmpty) open = child;
                    break;
                case XmlNodeType.EndElement:
                    open = open.Parent!;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    open.Add(new XText(reader.Value));
                    break;
            }
        }

        return root;
    }

    private static XElement Element(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
        {
            if (reader.Name != "xmlns" && reader.Prefix != "xmlns") element.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
        }

        reader.MoveToElement();
        return element;
    }

    private static DocumentReadException Declares() => Refused("its XML declares entities of its own (a DTD), which no Office program writes");

    private static DocumentReadException TooDeep() => Refused($"its XML is nested more than {Deepest} deep, which no Office program writes");

    private static DocumentReadException Refused(string why) => new(DocumentState.Refused, $"The file was refused because {why}.");
}

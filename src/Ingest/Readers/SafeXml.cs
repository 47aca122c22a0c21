using System.Xml;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>XML from untrusted files: no DTD, so no entities that fetch files or multiply, and no nesting that uses up the stack of a parser.</summary>
internal static class SafeXml
{
    private const int Deepest = 500;

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
                if (reader.NodeType == XmlNodeType.DocumentType) throw Refused("its XML declares entities of its own (a DTD), which no Office program writes");
                if (reader.Depth > Deepest) throw Refused($"its XML is nested more than {Deepest} deep, which no Office program writes");
            }
        }
        catch (XmlException e)
        {
            throw new DocumentReadException(
                DocumentState.Damaged, "The file is damaged: a part of it is not well-formed XML. Open it in its own program, save it again and add that copy.", e);
        }
    }

    private static DocumentReadException Refused(string why) => new(DocumentState.Refused, $"The file was refused because {why}.");
}

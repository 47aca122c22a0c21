using DocumentFormat.OpenXml.CustomProperties;
using DocumentFormat.OpenXml.Packaging;
using RagDocs.Ingest.Reviews;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>What the author wrote under File, Info, Properties, Custom.</summary>
internal static class CustomProperties
{
    /// <summary>The day of the next review; null when no property names one.</summary>
    public static DateOnly? ReviewBy(WordprocessingDocument document) => document.CustomFilePropertiesPart?.Properties?.Elements<CustomDocumentProperty>()
        .Select(p => ReviewMark.OfProperty(p.Name?.Value ?? "", p.InnerText)).FirstOrDefault(day => day is not null);
}

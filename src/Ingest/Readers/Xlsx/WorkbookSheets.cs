using System.Xml.Linq;

namespace RagDocs.Ingest.Readers.Xlsx;

/// <summary>A sheet as the workbook lists it.</summary>
internal sealed record WorkbookSheet(string Name, bool IsHidden, string? RelationshipId);

/// <summary>What the workbook part says. Names of elements are looked at without their namespace, which differs in strict files.</summary>
internal static class WorkbookSheets
{
    /// <summary>The sheets in the order of their tabs.</summary>
    public static IEnumerable<WorkbookSheet> Of(XElement workbook) => workbook.Elements().Where(e => e.Name.LocalName == "sheets").Elements().Select(s => new WorkbookSheet(
        s.Attribute("name")?.Value.Trim() is { Length: > 0 } name ? name : "Sheet",
        s.Attribute("state")?.Value is "hidden" or "veryHidden",
        s.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.NamespaceName.Length > 0)?.Value));

    /// <summary>Dates count from 1904, as in workbooks of old Macintosh programs.</summary>
    public static bool StartIn1904(XElement workbook) =>
        workbook.Elements().FirstOrDefault(e => e.Name.LocalName == "workbookPr")?.Attribute("date1904")?.Value is "1" or "true";
}

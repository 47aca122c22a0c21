using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Formats in words, for what is said about a format that no reader is registered for.</summary>
internal static class FormatNames
{
    public static DocumentReadException NotRead(string mediaType)
    {
        var (what, better) = mediaType switch
        {
            FileSignature.Docx => ("Word documents (.docx)", "PDF"),
            FileSignature.Xlsx => ("Excel workbooks (.xlsx)", "PDF or CSV"),
            FileSignature.Pptx => ("PowerPoint presentations (.pptx)", "PDF"),
            FileSignature.Odt => ("OpenDocument texts (.odt)", "DOCX or PDF"),
            FileSignature.Ods => ("OpenDocument spreadsheets (.ods)", "CSV or PDF"),
            FileSignature.Odp => ("OpenDocument presentations (.odp)", "PDF"),
            FileSignature.Doc => ("Word files of the kind used before 2007 (.doc)", "DOCX"),
            FileSignature.Xls => ("Excel files of the kind used before 2007 (.xls)", "XLSX or CSV"),
            FileSignature.Ppt => ("PowerPoint files of the kind used before 2007 (.ppt)", "PPTX or PDF"),
            FileSignature.Rtf => ("Rich text files (.rtf)", "DOCX or PDF"),
            FileSignature.Epub => ("E-books (.epub)", "PDF"),
            FileSignature.Mail => ("Mail messages (.eml)", "HTML or text"),
            FileSignature.Zip => ("Packed archives (.zip)", "separate documents"),
            FileSignature.Csv => ("CSV files", "plain text"),
            FileSignature.Json => ("JSON files", "plain text"),
            _ => ($"Files of the kind {mediaType}", "PDF, DOCX, HTML, Markdown or plain text"),
        };
        return new DocumentReadException(DocumentState.Unsupported, $"{what} are not read here. Save the file as {better} and add that.");
    }
}

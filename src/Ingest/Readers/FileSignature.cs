namespace RagDocs.Ingest.Readers;

/// <summary>Tells a file's format by its first bytes; the name's extension only decides between formats that are all plain text.</summary>
public static class FileSignature
{
    public const string Pdf = "application/pdf";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string PlainText = "text/plain";
}

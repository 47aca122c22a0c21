using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Signatures;

/// <summary>
/// Looks into an OLE2 compound file: either an Office file of before 2007, or the wrapper that holds a newer one encrypted
/// (MS-OFFCRYPTO: a stream named "EncryptedPackage"). Stream names are UTF-16 in the directory, which may stand anywhere in the file.
/// </summary>
internal static class OleSignature
{
    private const int BlockSize = 256 * 1024;
    private const long SearchedBytes = 256L * 1024 * 1024;
    private const int DirectoryEntrySize = 128;

    private static readonly (byte[] Name, string Reason)[] Streams =
    [
        (Encoding.Unicode.GetBytes("WordDocument"), Old("Word", ".doc", "DOCX")),
        (Encoding.Unicode.GetBytes("Workbook"), Old("Excel", ".xls", "PDF or CSV")),
        (Encoding.Unicode.GetBytes("PowerPoint Document"), Old("PowerPoint", ".ppt", "PDF")),
        (Encoding.Unicode.GetBytes("__properties_version1.0"), "Outlook messages (.msg) are not read yet by this version. Save the message as HTML or text and add that."),
    ];

    private static readonly byte[] Encrypted = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>Why the file is not read.</summary>
    public static async Task<DocumentReadException> ExplainAsync(Stream file, CancellationToken cancellationToken)
    {
        string? reason = null;
        var buffer = new byte[BlockSize];
        var kept = 0;
        file.Position = 0;
        while (file.Position < SearchedBytes)
        {
            var read = await file.ReadAsync(buffer.AsMemory(kept), cancellationToken);
            if (read == 0) break;
            var block = buffer.AsSpan(0, kept + read);
            if (block.IndexOf(Encrypted) >= 0)
                return new DocumentReadException(DocumentState.Password, "The file is protected with a password. Save a copy without the password and add that.");
            foreach (var (name, why) in Streams)
            {
                if (reason is null && block.IndexOf(name) >= 0) reason = why;
            }

            // A name may lie across the border of two blocks.
            kept = Math.Min(DirectoryEntrySize, block.Length);
            block[^kept..].CopyTo(buffer);
        }

        return new DocumentReadException(
            DocumentState.Unsupported, reason ?? "The file is in an old Office format, which is not read yet by this version. Save it as DOCX or PDF and add that.");
    }

    private static string Old(string program, string extension, string better) =>
        $"This is a {program} file of the kind used before 2007 ({extension}), which is not read yet by this version. Save it as {better} and add that.";
}

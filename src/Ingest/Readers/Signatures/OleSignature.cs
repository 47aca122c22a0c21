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

    private static readonly byte[] Encrypted = Stream("EncryptedPackage");

    private static readonly (byte[] Name, string Extension, string MediaType)[] Formats =
    [
        (Stream("WordDocument"), ".doc", FileSignature.Doc),
        (Stream("PowerPoint Document"), ".ppt", FileSignature.Ppt),
        (Stream("Workbook"), ".xls", FileSignature.Xls),
        (Stream("Book"), ".xls", FileSignature.Xls),
        (Stream("__properties_version1.0"), ".msg", ""),
    ];

    /// <summary>Doc, Xls or Ppt.</summary>
    /// <param name="extension">Decides where a file of one program holds another's: both have their stream in it.</param>
    /// <exception cref="DocumentReadException">The file is encrypted, or is something else in this wrapper.</exception>
    public static async Task<string> DetectAsync(Stream file, string extension, CancellationToken cancellationToken)
    {
        var found = new bool[Formats.Length];
        var buffer = new byte[BlockSize];
        var kept = 0;
        file.Position = 0;
        while (file.Position < SearchedBytes)
        {
            var read = await file.ReadAsync(buffer.AsMemory(kept), cancellationToken);
            if (read == 0) break;
            var block = buffer.AsSpan(0, kept + read);
            if (block.IndexOf(Encrypted) >= 0)
                throw new DocumentReadException(DocumentState.Password, "The file is protected with a password. Save a copy without the password and add that.");
            for (var i = 0; i < found.Length; i++) found[i] |= block.IndexOf(Formats[i].Name) >= 0;

            // A name may lie across the border of two blocks.
            kept = Math.Min(DirectoryEntrySize, block.Length);
            block[^kept..].CopyTo(buffer);
        }

        return Choose([.. Formats.Where((_, i) => found[i])], extension);
    }

    private static string Choose((byte[] Name, string Extension, string MediaType)[] found, string extension)
    {
        if (found.Length == 0) throw Unsupported("The file is in an old Office format that is not known. Save it as DOCX or PDF and add that.");
        var chosen = found.FirstOrDefault(f => f.Extension == extension, found[0]).MediaType;
        return chosen.Length > 0 ? chosen : throw Unsupported("Outlook messages (.msg) are not read. Save the message as .eml, HTML or text and add that.");
    }

    // The terminating zero keeps "Book" from being found in longer names; a name's first letter is the entry's first byte.
    private static byte[] Stream(string name) => Encoding.Unicode.GetBytes(name + "\0");

    private static DocumentReadException Unsupported(string reason) => new(DocumentState.Unsupported, reason);
}

using System.Globalization;
using RagDocs.Ingest.Processes;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>
/// Pages that lie on their side (their /Rotate is 90 or 270). Pdftotext gives the words of such a page as it is shown, but its width
/// and height as they were before turning, so that rectangles would come out wrong.
/// </summary>
internal static class TurnedPages
{
    private const string Program = "pdfinfo";
    private const int BufferSize = 1 << 20;

    /// <summary>Their numbers. A file that does not speak of turning is not asked about it, which saves a process.</summary>
    /// <exception cref="DocumentReadException">A limit was passed: pdftotext would only meet the same.</exception>
    public static async Task<IReadOnlySet<int>> FindAsync(string path, PdfTextProgram text, CancellationToken cancellationToken)
    {
        var turned = new HashSet<int>();
        if (ProgramPath.Find(Program) is not { } program || !await MayHoldAnyAsync(path, cancellationToken)) return turned;
        try
        {
            await ChildProcess.RunAsync(program, ["-f", "1", "-l", text.LastPage.ToString(CultureInfo.InvariantCulture), Path.GetFullPath(path)], text.Limits, Read, cancellationToken);
        }
        catch (ProcessLimitException limit)
        {
            throw PdfTextProgram.Stopped(limit);
        }

        return turned;

        void Read(Stream output)
        {
            using var reader = new StreamReader(output);
            while (reader.ReadLine() is { } line)
            {
                if (PageIfTurned(line) is { } page) turned.Add(page);
            }
        }
    }

    /// <summary>"Page    3 rot:  90".</summary>
    private static int? PageIfTurned(string line)
    {
        if (!line.StartsWith("Page ", StringComparison.Ordinal)) return null;
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is ["Page", var page, "rot:", "90" or "270"] && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // Pages may lie in compressed object streams, where their entries cannot be seen from outside.
    private static async Task<bool> MayHoldAnyAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        var buffer = new byte[(int)Math.Min(file.Length + 1, BufferSize)];
        const int Overlap = 16;
        var kept = 0;
        int read;
        while ((read = await file.ReadAsync(buffer.AsMemory(kept), cancellationToken)) > 0)
        {
            if (Mentions(buffer.AsSpan(0, kept + read))) return true;
            var rest = Math.Min(Overlap, kept + read);
            buffer.AsSpan(kept + read - rest, rest).CopyTo(buffer);
            kept = rest;
        }

        return false;
    }

    private static bool Mentions(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("/ObjStm"u8) >= 0) return true;
        while (bytes.IndexOf("/Rotate"u8) is >= 0 and var at)
        {
            bytes = bytes[(at + 7)..];
            var angle = bytes.TrimStart((byte)' ');
            if (angle.IsEmpty || angle[0] != (byte)'0') return true;
        }

        return false;
    }
}

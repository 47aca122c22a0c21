using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Scans;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Tells apart why pdftotext gave nothing. It always exits with 1; only its messages and signals differ.</summary>
internal static class PdfFailure
{
    private const int KilledBySignal = 128;
    private const int CpuLimitSignal = KilledBySignal + 24;

    public static DocumentReadException Explain(ProcessOutcome outcome, ReaderOptions options)
    {
        if (Says(outcome, "Incorrect password"))
        {
            return new DocumentReadException(
                DocumentState.Password, "The PDF is protected with a password. Save a copy without the password and add that.");
        }

        if (outcome.ExitCode == CpuLimitSignal)
            return new DocumentReadException(DocumentState.Refused, $"Reading this PDF was stopped because it took more than {options.PdfSeconds} s of processor time.");
        if (Says(outcome, "Out of memory") || Says(outcome, "bad_alloc"))
            return new DocumentReadException(DocumentState.Refused, $"Reading this PDF was stopped because it needed more than {options.PdfMemoryMegabytes} MB of memory.");
        if (Says(outcome, "unknown security handler") || Says(outcome, "Unsupported version/revision"))
            return new DocumentReadException(DocumentState.Password, "The PDF is protected by a kind of encryption that cannot be opened. Save a copy without protection and add that.");
        return new DocumentReadException(DocumentState.Damaged, $"The PDF is damaged: {Cause(outcome)}. Open it in its own program, save it again and add that copy.");
    }

    /// <summary>The file was read to its end, and no page gave text.</summary>
    public static DocumentReadException NoText(PageReport pages, ScannedPages scans, ProcessOutcome outcome)
    {
        var where = pages.Count == 1 ? "its only page" : $"any of its {pages.Count:N0} pages";
        return new DocumentReadException(DocumentState.NoText, $"No readable text on {where}{Reason()}");

        string Reason()
        {
            if (scans.State == RecognitionState.Done) return ", and nothing could be recognised there.";
            var advice = scans.State == RecognitionState.NotInstalled ? " " + ScannedPages.InstallAdvice : " Text recognition is switched off in the settings.";
            if (pages.WithoutText.Any(p => p.IsGarbled)) return ": the characters have no meaning because the fonts have no Unicode map." + advice;
            if (outcome.Errors.Length > 0) return $", and the PDF is damaged ({Cause(outcome)}).";
            return ": it looks like a scan." + advice;
        }
    }

    private static bool Says(ProcessOutcome outcome, string words) => outcome.Errors.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Cause(ProcessOutcome outcome)
    {
        if (Says(outcome, "Document stream is empty")) return "it is empty";
        if (Says(outcome, "May not be a PDF file")) return "it does not look like a PDF inside";
        if (Says(outcome, "trailer dictionary") || Says(outcome, "xref")) return "its table of contents for programs (cross-reference table) is missing or cut off";
        if (Says(outcome, "Catalog object") || Says(outcome, "Pages object") || Says(outcome, "page count")) return "its list of pages cannot be read";
        return outcome.ExitCode > KilledBySignal ? "the program that reads it broke off" : "its inner structure cannot be read";
    }
}

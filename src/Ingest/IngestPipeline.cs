using RagDocs.Ingest.Parts;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Reviews;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>
/// File to indexed chunks: read, then chunk, embed and index batch by batch. A document that cannot be read is a result, not the end
/// of the run; cancellation and faults of the service itself (disk full, tool missing) are thrown.
/// </summary>
public sealed class IngestPipeline(
    IdenticalContent identical, DocumentTexts texts, PartIntake parts, ChunkEmbedding chunks, IndexGenerations generations, DocumentIndex index)
{
    /// <exception cref="LeaseLostException">Another worker has taken the document over; nothing was written.</exception>
    public async Task<IngestResult> RunAsync(LeasedDocument document, CancellationToken cancellationToken)
    {
        // 0. What is indexed already under another path.
        using var turn = await identical.WaitTurnAsync(document.ContentHash, cancellationToken);
        if (await identical.CopyAsync(document, cancellationToken) is { } copied) return copied;
        try
        {
            // 1. What the file says.
            using var text = await texts.OfAsync(document.ContentHash, FileNameOf(document.Path), RecognitionFor(document), cancellationToken);
            if (text.AwaitsRecognition && text.Blocks.Count == 0) return AllToBeRecognized(text);

            // 2. The files in it, as documents of their own. The lease is held to the end: a kill in between has all of this done again.
            var whole = text with { Warnings = [.. text.Warnings, .. await parts.TakeAsync(document, text.Embedded, cancellationToken)] };

            // 3. Its chunks with their vectors, in place of those before.
            var chunkCount = await IndexAsync(document, whole, cancellationToken);
            return ResultOf(whole, chunkCount);
        }
        catch (DocumentReadException unreadable)
        {
            return new IngestResult(unreadable.State, unreadable.Message, null, 0, []);
        }
    }

    private async Task<int> IndexAsync(LeasedDocument document, DocumentText text, CancellationToken cancellationToken)
    {
        var (title, result) = (text.Title ?? TitleOf(document.Path), ResultOf(text, 0));
        var version = new NewVersion(document.Id, document.Owner, document.ContentHash, text.MediaType, title, text.Pages, result.State, result.Reason)
        {
            Next = result.Next, PageProblems = ProblemsOf(text), ReviewBy = text.ReviewBy ?? ReviewMark.In(text.Blocks),
        };
        while (true)
        {
            var active = await generations.ActiveAsync(cancellationToken);
            try
            {
                var batches = chunks.EmbedAsync(active.Model, title, text, cancellationToken);
                return (await index.ReplaceAsync(version with { GenerationId = active.Id }, batches, cancellationToken)).ChunkCount;
            }
            catch (GenerationSwitchedException)
            {
                // Once more, for the index that is searched now.
            }
        }
    }

    private static IngestResult ResultOf(DocumentText text, int chunks) => text.Warnings.Count == 0
        ? new IngestResult(DocumentState.Indexed, null, text.Pages, chunks, [])
        : new IngestResult(DocumentState.Partial, string.Join(' ', text.Warnings), text.Pages, chunks, text.Warnings)
        {
            Next = text.AwaitsRecognition ? WorkKind.Recognize : null,
        };

    // The second time a document comes by, its pages that are pictures are recognised.
    private static Recognition? RecognitionFor(LeasedDocument document) =>
        document.Work == WorkKind.Recognize ? new Recognition(document.Languages) : null;

    private static IngestResult AllToBeRecognized(DocumentText text) =>
        new(DocumentState.Pending, string.Join(' ', text.Warnings), text.Pages, 0, text.Warnings) { Next = WorkKind.Recognize };

    private static List<PageProblem> ProblemsOf(DocumentText text) =>
        [.. text.PageTroubles.Select(p => new PageProblem { Page = p.Page, Kind = p.Kind, Confidence = p.Confidence })];

    private static string FileNameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    internal static string TitleOf(string path) => Path.GetFileNameWithoutExtension(FileNameOf(path)).Replace('_', ' ');
}

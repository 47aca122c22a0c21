using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Generations;

/// <summary>
/// Fills a new index generation from stored text while the old one answers, then switches. Goes on where it was when it is started
/// again; documents indexed meanwhile are noticed, because they are what is missing.
/// </summary>
public sealed class GenerationFiller(
    IndexGenerations generations, GenerationWriter writer, GenerationSwitch change, EmbeddingModels models, DocumentTexts texts, ChunkEmbedding chunks,
    GenerationLock exclusive, ILogger<GenerationFiller> log)
{
    private const int DocumentsAtOnce = 50;
    private const int ChunksAtOnce = 256;

    /// <summary>Said once in the log.</summary>
    private bool _waiting;

    /// <summary>Works until the generation is in use, paused, canceled or failed. At once back when none is being built, or another process fills it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var held = exclusive.TryTake();
        if (held is not null) await FinishAsync(overrule: false, cancellationToken);
    }

    /// <summary>Finishes a new index that was refused or failed, and uses it whatever the gate says of its quality: a person wants it so.</summary>
    /// <returns>False when it did not come into use: there is none, another process is at it, or it failed again.</returns>
    public async Task<bool> UseAnywayAsync(CancellationToken cancellationToken)
    {
        using var held = exclusive.TryTake();
        if (held is null || (await generations.StatusAsync(cancellationToken)).Other is not { State: GenerationState.Failed } refused) return false;
        if (!await generations.ResumeAsync(cancellationToken)) return false;
        await FinishAsync(overrule: true, cancellationToken);
        return (await generations.ActiveAsync(cancellationToken)).Id == refused.Id;
    }

    private async Task FinishAsync(bool overrule, CancellationToken cancellationToken)
    {
        // Whether one is to be built is found out here, where nobody has asked yet.
        await generations.ActiveAsync(cancellationToken);
        await generations.RefreshAsync(cancellationToken);
        while (await writer.BuildingAsync(cancellationToken) is { } generation && await generations.CanFillAsync(generation, cancellationToken))
        {
            var missing = await writer.MissingAsync(generation.Id, DocumentsAtOnce, cancellationToken);
            try
            {
                if (missing.Count > 0) await FillAsync(generation, missing, cancellationToken);
                else await SwitchAsync(generation.Id, overrule, cancellationToken);
                _waiting = false;
            }
            catch (EmbeddingUnavailableException away)
            {
                // Nothing is wrong with the new index: it is gone on with when the model is back.
                if (!_waiting) Log.GenerationWaits(log, generation.Id, away.Message);
                _waiting = true;
                await change.NoteAsync(generation.Id, $"The new index waits for its embedding model and goes on by itself. {away.Message}", cancellationToken);
                break;
            }
            catch (GenerationSwitchRefusedException refused)
            {
                // A document came in at the last moment: it is filled in, too.
                if (refused.ByGate) await change.FailAsync(generation.Id, refused.Message, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.GenerationFailed(log, generation.Id, failure);
                await change.FailAsync(generation.Id, $"Filling the new index stopped: {failure.Message} Resume it once that is mended.", CancellationToken.None);
            }
        }

        await change.DropRetiredAsync(cancellationToken);
    }

    private async Task SwitchAsync(long generation, bool overrule, CancellationToken cancellationToken)
    {
        await change.SwitchAsync(generation, overrule, cancellationToken);
        // The model of the index before is not needed any more.
        await generations.CompareAsync(cancellationToken);
    }

    private async Task FillAsync(IndexGeneration generation, IReadOnlyList<MissingDocument> missing, CancellationToken cancellationToken)
    {
        // By its hash, as something else may be chosen in any moment: an index never holds vectors of two models.
        if (await models.FindAsync(generation.ModelHash, generation.Dimensions, cancellationToken) is not { } model)
        {
            throw new EmbeddingUnavailableException($"{generation.Model} is not there. Put it back, or choose another model on the models page.");
        }

        foreach (var document in missing)
        {
            // Pausing and canceling are heard between two documents, and by the writer within a large one.
            if (generations.IsStale) await generations.RefreshAsync(cancellationToken);
            var now = await writer.BuildingAsync(cancellationToken);
            if (now?.Id != generation.Id) return;
            await AddAsync(generation.Id, model, document, cancellationToken);
            if (now.Problem is not null) await change.NoteAsync(generation.Id, null, cancellationToken);
        }
    }

    private async Task AddAsync(long generation, EmbeddingModel model, MissingDocument document, CancellationToken cancellationToken)
    {
        using var text = await TextAsync(document, cancellationToken);
        var batches = text is null || text.Blocks.Count == 0
            ? ReembedAsync(model, document, cancellationToken)
            : chunks.EmbedAsync(model, document.Title, text, cancellationToken);
        await writer.AddAsync(generation, document, batches, cancellationToken);
    }

    private async Task<DocumentText?> TextAsync(MissingDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return await texts.KeptAsync(document.ContentHash, document.FileName, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is DocumentReadException or ReaderUnavailableException or IOException)
        {
            Log.TextGone(log, document.DocumentId, unreadable.Message);
            return null;
        }
    }

    /// <summary>The chunks of the old generation, embedded anew: neither text nor file can be had any more.</summary>
    private async IAsyncEnumerable<IReadOnlyList<NewChunk>> ReembedAsync(
        EmbeddingModel model, MissingDocument document, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<NewChunk>();
        await foreach (var chunk in writer.ActiveChunksAsync(document.VersionId, cancellationToken))
        {
            batch.Add(Again(chunk));
            if (batch.Count < ChunksAtOnce) continue;
            yield return await ChunkEmbedding.EmbedAsync(model, document.Title, batch, cancellationToken);
            batch = [];
        }

        if (batch.Count > 0) yield return await ChunkEmbedding.EmbedAsync(model, document.Title, batch, cancellationToken);
    }

    private static NewChunk Again(Chunk chunk)
    {
        var place = new Place(chunk.Page, chunk.Paragraph, chunk.Start, chunk.Length) { Cells = chunk.Cells };
        return new NewChunk(chunk.Text, chunk.HeadingPath, place, WordBoxPacking.Unpack(chunk.WordBoxes), []);
    }
}

using Microsoft.Extensions.Options;
using RagDocs.Retrieval;
using RagDocs.Web.Access;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <param name="CollectionId">Null for all.</param>
/// <param name="Top">Number of passages wanted.</param>
public sealed record TrialQuestion(string Text, long? CollectionId, int Top);

/// <summary>One question searched with the settings in use, and with those that are tried where they differ.</summary>
public sealed class TrialSession(Retriever retriever, CurrentUser currentUser, IOptions<RetrievalOptions> options)
{
    public TrialOptions Options { get; } = new(options.Value);

    /// <summary>What <see cref="InUse"/> and <see cref="Trial"/> answer.</summary>
    public TrialQuestion? Asked { get; private set; }

    public SearchResult? InUse { get; private set; }

    /// <summary>Null while no setting differs.</summary>
    public SearchResult? Trial { get; private set; }

    public async Task AskAsync(TrialQuestion question, CancellationToken cancellationToken)
    {
        var inUse = await SearchAsync(question, null, cancellationToken);
        var trial = await TrialOfAsync(question, cancellationToken);
        (Asked, InUse, Trial) = (question, inUse, trial);
    }

    /// <summary>Searches again with the settings that are tried now.</summary>
    public async Task TryAsync(CancellationToken cancellationToken)
    {
        if (Asked is { } question) Trial = await TrialOfAsync(question, cancellationToken);
    }

    private async Task<SearchResult?> TrialOfAsync(TrialQuestion question, CancellationToken cancellationToken) =>
        Options.Differing > 0 ? await SearchAsync(question, Options.ForSearch(), cancellationToken) : null;

    private async Task<SearchResult> SearchAsync(TrialQuestion question, RetrievalOptions? trial, CancellationToken cancellationToken)
    {
        var scope = (await currentUser.ScopeAsync(cancellationToken)).NarrowedTo(question.CollectionId is { } collection ? [collection] : []);
        var result = await retriever.SearchAsync(new SearchQuery(question.Text, scope, question.Top) { Trial = trial }, cancellationToken);
        // A search that was overtaken by a newer one must not show.
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }
}

using Microsoft.EntityFrameworkCore;
using RagDocs.Generation;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Cli.Evaluation;

/// <summary>Looks up every quote in the stored text of the version its citation names.</summary>
internal sealed class QuoteCheck(IDbContextFactory<RagDocsDbContext> contexts)
{
    /// <summary>What stands between two neighbouring chunks of a passage.</summary>
    private const string Separator = "\n\n";

    /// <returns>Quotes that do not occur there character for character.</returns>
    public async Task<IReadOnlyList<string>> NotVerbatimAsync(IReadOnlyList<CitationAdded> citations, CancellationToken cancellationToken)
    {
        if (citations.Count == 0) return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var missing = new List<string>();
        foreach (var citation in citations)
        {
            var texts = await db.Chunks.Where(c => c.VersionId == citation.Passage.VersionId).OrderBy(c => c.Ordinal).Select(c => c.Text).ToListAsync(cancellationToken);
            if (!string.Join(Separator, texts).Contains(citation.Quote, StringComparison.Ordinal)) missing.Add(citation.Quote);
        }

        return missing;
    }

    /// <summary>Says how many quotes there were and which are not verbatim.</summary>
    /// <returns>Whether all are.</returns>
    public static async Task<bool> ReportAsync(IReadOnlyList<AskedQuestion> asked, TextWriter output)
    {
        var wrong = asked.Sum(a => a.NotVerbatim.Count);
        await output.WriteLineAsync($"{asked.Sum(a => a.Quotes)} quotes, {wrong} not verbatim in the version they name");
        foreach (var question in asked.Where(a => a.NotVerbatim.Count > 0)) await output.WriteLineAsync($"{question.Question.Id}: {question.NotVerbatim[0]}");
        return wrong == 0;
    }
}

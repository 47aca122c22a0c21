using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web;

/// <summary>Three questions a person could start with, from documents that person may read.</summary>
public sealed class ExampleQuestions(IDbContextFactory<RagDocsDbContext> contexts, IOptions<AskOptions> options)
{
    private const int Shown = 3;
    private const int MaxHeadingLength = 60;

    public async Task<IReadOnlyList<string>> ForAsync(SearchScope scope, CancellationToken cancellationToken)
    {
        if (options.Value.ExampleQuestions.Count > 0) return [.. options.Value.ExampleQuestions.Take(Shown)];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var chunks = db.Chunks.Where(c => c.Searchable && c.HeadingPath != "" && c.HeadingPath.Length <= MaxHeadingLength);
        if (scope.Collections is { } readable) chunks = chunks.Where(c => readable.Contains(c.CollectionId));
        var places = await chunks.OrderByDescending(c => c.Id).Take(200).Select(c => new { c.DocumentId, c.Title, c.HeadingPath })
            .ToListAsync(cancellationToken);
        return
        [
            .. places.DistinctBy(p => p.DocumentId).Take(Shown)
                .Select(p => $"What does “{p.Title}” say about {Subject(p.HeadingPath)}?"),
        ];
    }

    /// <summary>The innermost heading without its number, as it stands in a sentence.</summary>
    private static string Subject(string headingPath) =>
        Uncapitalized(headingPath[(headingPath.LastIndexOf('›') + 1)..].TrimStart(" 0123456789.)§".ToCharArray()).Trim());

    // "Carry-over" reads better in the middle of a sentence as "carry-over"; "VPN" stays.
    private static string Uncapitalized(string heading) =>
        heading.Length > 1 && char.IsUpper(heading[0]) && char.IsLower(heading[1]) ? char.ToLowerInvariant(heading[0]) + heading[1..] : heading;
}

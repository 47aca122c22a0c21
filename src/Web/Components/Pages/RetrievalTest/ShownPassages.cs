using System.Globalization;
using RagDocs.Generation.Conversations;
using RagDocs.Retrieval;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>The passages of one ranking in the viewer.</summary>
/// <param name="Result">The ranking they are from.</param>
/// <param name="Number">Rank of the one that is shown, counted from 1.</param>
public sealed record ShownPassages(SearchResult Result, int Number)
{
    private const string OfTrial = "trial-";

    public IReadOnlyList<CitationView> Citations { get; } = [.. Result.Passages.Select((passage, i) => PassageCitation.Of(passage, i + 1))];

    /// <summary>The passage that an address names ("3", "trial-3"); null when there is none such.</summary>
    public static ShownPassages? Parse(string? text, TrialSession session)
    {
        if (text is null) return null;
        var tried = text.StartsWith(OfTrial, StringComparison.Ordinal);
        var result = tried ? session.Trial : session.InUse;
        return result is not null && int.TryParse(text.AsSpan(tried ? OfTrial.Length : 0), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number <= result.Passages.Count
            ? new ShownPassages(result, number)
            : null;
    }

    /// <summary>As it stands in the address.</summary>
    public string Address(TrialSession session) => (Result == session.Trial ? OfTrial : "") + Number.ToString(CultureInfo.InvariantCulture);
}

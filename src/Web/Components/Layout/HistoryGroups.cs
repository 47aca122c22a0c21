using RagDocs.Generation.Conversations;

namespace RagDocs.Web.Components.Layout;

/// <summary>Conversations of one stretch of days.</summary>
/// <param name="Title">Key of its heading.</param>
internal sealed record HistoryGroup(string Title, IReadOnlyList<ConversationLine> Lines);

internal static class HistoryGroups
{
    /// <summary>Today, yesterday, the seven days before, older; newest first, empty groups left out.</summary>
    /// <param name="now">In the person's time zone.</param>
    public static IReadOnlyList<HistoryGroup> Of(IEnumerable<ConversationLine> lines, DateTimeOffset now) =>
    [
        .. lines.OrderByDescending(l => l.UpdatedAt)
            .GroupBy(l => (now.Date - l.UpdatedAt.ToOffset(now.Offset).Date).Days switch
            {
                <= 0 => "History.Today",
                1 => "History.Yesterday",
                <= 7 => "History.LastWeek",
                _ => "History.Older",
            })
            .Select(g => new HistoryGroup(g.Key, [.. g])),
    ];
}

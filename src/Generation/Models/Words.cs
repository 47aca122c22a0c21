namespace RagDocs.Generation.Models;

internal static class Words
{
    public static string Of(ModelKind kind) => kind switch
    {
        ModelKind.Chat => "chat",
        ModelKind.Embedding => "embedding",
        _ => "reranker",
    };

    /// <summary>"40 seconds", "5 minutes", "3 hours".</summary>
    public static string Of(TimeSpan time) => time.TotalSeconds switch
    {
        < 100 => $"{time.TotalSeconds:0} seconds",
        < 100 * 60 => $"{Math.Ceiling(time.TotalMinutes):0} minutes",
        _ => $"{Math.Ceiling(time.TotalHours):0} hours",
    };
}

namespace RagDocs.Ingest;

/// <summary>The figures at the top of the jobs page.</summary>
/// <param name="PagesPerSecond">Pages read in the last finished attempts, by their own time; 0 when none had pages.</param>
/// <param name="MedianAnswer">Over the last hundred answers; null when there are none.</param>
/// <param name="TimeLeft">For what is queued, from the documents finished lately; null when nothing waits or nothing is known.</param>
/// <param name="NextNightly">Null when this process does not run the schedule.</param>
public sealed record JobsSummary(
    int Passages, double PagesPerSecond, int Running, int Waiting, TimeSpan? MedianAnswer, TimeSpan? TimeLeft,
    RunLine? LastNightly, DateTimeOffset? NextNightly);

using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Queue;

namespace RagDocs.Ingest;

/// <summary>The figures at the top of the jobs page.</summary>
/// <param name="PagesPerSecond">Pages read in the last finished attempts, by their own time; 0 when none had pages.</param>
/// <param name="MedianAnswer">Over the last hundred answers; null when there are none.</param>
/// <param name="TimeLeft">For what is queued, from the documents finished lately; null when nothing waits or nothing is known.</param>
/// <param name="TimeLeftByRun">The same for each running run; a run that is not there has nothing open.</param>
/// <param name="Report">Of the last nightly run that was finished; null before the first.</param>
/// <param name="NightlyStep">Where the nightly run is; null when this process does not work on it.</param>
/// <param name="NextNightly">Null when this process does not run the schedule.</param>
public sealed record JobsSummary(
    int Passages, double PagesPerSecond, int Running, int Waiting, TimeSpan? MedianAnswer, TimeLeft? TimeLeft,
    IReadOnlyDictionary<long, TimeLeft> TimeLeftByRun, RunLine? LastNightly, MorningReport? Report, NightlyStep? NightlyStep,
    DateTimeOffset? NextNightly);

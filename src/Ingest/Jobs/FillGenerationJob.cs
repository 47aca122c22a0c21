using Quartz;
using RagDocs.Ingest.Generations;

namespace RagDocs.Ingest.Jobs;

/// <summary>Fills a new index generation when there is one to fill, or finishes a refused one because a person wants it used.</summary>
[DisallowConcurrentExecution]
internal sealed class FillGenerationJob(GenerationFiller filler) : IJob
{
    public static readonly JobKey Key = new("fill-generation");

    private const string OverruleKey = "overrule";

    /// <summary>For a run that uses a refused index.</summary>
    public static JobDataMap Overruling => new() { [OverruleKey] = bool.TrueString };

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (context.MergedJobDataMap.ContainsKey(OverruleKey)) await filler.UseAnywayAsync(cancellationToken);
        else await filler.RunAsync(cancellationToken);
    }
}

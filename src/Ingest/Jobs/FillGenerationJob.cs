using Quartz;
using RagDocs.Ingest.Generations;

namespace RagDocs.Ingest.Jobs;

/// <summary>Fills a new index generation when there is one to fill.</summary>
[DisallowConcurrentExecution]
internal sealed class FillGenerationJob(GenerationFiller filler) : IJob
{
    public static readonly JobKey Key = new("fill-generation");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await filler.RunAsync(cancellationToken);
}

using Quartz;
using RagDocs.Retrieval.Quality;

namespace RagDocs.Ingest.Jobs;

/// <summary>Measures search again when index, model or settings changed.</summary>
[DisallowConcurrentExecution]
internal sealed class MeasureQualityJob(QualityWatch watch) : IJob
{
    public static readonly JobKey Key = new("measure-quality");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await watch.RunAsync(cancellationToken);
}

using Microsoft.Extensions.Hosting;

namespace RagDocs.Ingest.Jobs;

/// <summary>Puts the sources' schedules into the scheduler when the service starts.</summary>
internal sealed class SourceScheduleStart(SourceSchedule schedule) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => schedule.ApplyAllAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

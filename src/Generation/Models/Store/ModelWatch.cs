using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RagDocs.Generation.Models.Store;

/// <summary>
/// Notices what people and other processes do to the models folder. Looks once a second instead of asking the system for events: those
/// are lost on network shares, and a listing without headers costs microseconds.
/// </summary>
internal sealed class ModelWatch(ModelStore store, TimeProvider time, ILogger<ModelWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = Look("");
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = Look(seen);
            if (now == seen) continue;
            seen = now;
            store.OnChanged();
        }
    }

    private string Look(string otherwise)
    {
        try
        {
            return store.Signature();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ModelsException)
        {
            Log.ModelsFolderUnreadable(log, store.Folder, failure);
            return otherwise;
        }
    }
}

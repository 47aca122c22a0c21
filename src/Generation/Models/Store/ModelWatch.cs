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

    private string _seen = "";

    /// <summary>What counts as new is settled before anybody else starts.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _seen = Look("");
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = Look(_seen);
            if (now == _seen) continue;
            _seen = now;
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

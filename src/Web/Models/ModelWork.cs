using System.Collections.Concurrent;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Download;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Models;

/// <summary>
/// Downloads, checks and trial runs of models: they go on whichever page is open, and are ended with the service. What arrived of a download
/// stays for the next one. Safe from any thread.
/// </summary>
public sealed class ModelWork(ModelStore store, ModelDownload download, EngineTrial trial, ILogger<ModelWork> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Raised with every report, on no particular thread.</summary>
    public event Action? Changed;

    /// <summary>Running, and ended but not yet dismissed; by title.</summary>
    public IReadOnlyList<ModelTask> All => [.. _running.Values.Select(r => r.Task).OrderBy(t => t.Title, StringComparer.CurrentCulture)];

    public ModelTask? Of(string model) => _running.GetValueOrDefault(model)?.Task;

    /// <summary>Begins, or goes on with what has arrived; does nothing when the model is being worked on.</summary>
    /// <param name="who">Noted with the hash.</param>
    public void Download(ListedModel model, string who) => Start(
        new ModelTask(model.InstalledId, ModelTaskKind.Download, model.Title),
        async (running, token) =>
        {
            await download.PullAsync(model, who, running, token);
            return running.Task;
        });

    /// <summary>Reads the whole file and compares it with what came.</summary>
    public void Verify(InstalledModel model, string who) => Start(
        new ModelTask(model.Id, ModelTaskKind.Verify, model.Title),
        async (running, token) => running.Task with { Verification = await store.VerifyAsync(model.Id, who, running, token) });

    /// <summary>Loads it in a process of its own and lets it work.</summary>
    public void Test(InstalledModel model) => Start(
        new ModelTask(model.Id, ModelTaskKind.Test, model.Title),
        async (running, token) => running.Task with { Trial = await trial.RunAsync(model, token) });

    public void Cancel(string model) => _running.GetValueOrDefault(model)?.Cancel();

    /// <summary>Takes an ended one off the list.</summary>
    public void Dismiss(string model)
    {
        if (_running.TryGetValue(model, out var running) && running.Task.Ended && _running.TryRemove(model, out _)) Changed?.Invoke();
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values.Select(r => r.Ending)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    private void Start(ModelTask task, Func<Running, CancellationToken, Task<ModelTask>> work)
    {
        if (_stopping.IsCancellationRequested) return;
        var running = new Running(task, logger, () => Changed?.Invoke(), _stopping.Token);
        var kept = _running.AddOrUpdate(task.Model, running, (_, old) => old.Task.Ended ? running : old);
        if (kept == running) running.Begin(work);
        Changed?.Invoke();
    }

    /// <summary>One piece of work and its newest state.</summary>
    private sealed class Running(ModelTask task, ILogger logger, Action changed, CancellationToken stopping) : IProgress<TransferProgress>
    {
        private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);

        public ModelTask Task { get; private set; } = task;

        /// <summary>Ends with the work; never fails.</summary>
        public Task Ending { get; private set; } = System.Threading.Tasks.Task.CompletedTask;

        public void Begin(Func<Running, CancellationToken, Task<ModelTask>> work) => Ending = System.Threading.Tasks.Task.Run(() => RunAsync(work), CancellationToken.None);

        public void Cancel() => _cancel.Cancel();

        public void Report(TransferProgress value)
        {
            Task = Task with { Progress = value };
            changed();
        }

        private async Task RunAsync(Func<Running, CancellationToken, Task<ModelTask>> work)
        {
            try
            {
                Task = await work(this, _cancel.Token) with { Ended = true };
            }
            catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
            {
                Task = Task with { Ended = true, Canceled = true };
            }
            catch (Exception failure)
            {
                var expected = failure is ModelsException or LlamaException or IOException or UnauthorizedAccessException;
                if (!expected) logger.LogError(failure, "{Work} of {Model} failed", Task.Kind, Task.Model);
                Task = Task with { Ended = true, Problem = expected ? failure.Message : $"{failure.Message} The log of the service says more." };
            }

            changed();
        }
    }
}

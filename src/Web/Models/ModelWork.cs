using System.Collections.Concurrent;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Download;
using RagDocs.Generation.Models.Import;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Web.Models;

/// <summary>
/// Downloads, imports, checks and trial runs of models: they go on whichever page is open, and are ended with the service. What arrived of a download
/// stays for the next one. Safe from any thread.
/// </summary>
public sealed class ModelWork(ModelStore store, ModelDownload download, ModelImport import, EngineTrial trial, ILogger<ModelWork> logger)
    : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopping = new();

    // Two files at once from one stick are slower than one after the other.
    private readonly SemaphoreSlim _importing = new(1);

    /// <summary>Raised with every report, on no particular thread.</summary>
    public event Action? Changed;

    /// <summary>Running, and ended but not yet dismissed; by title.</summary>
    public IReadOnlyList<ModelTask> All => [.. _running.Values.Select(r => r.Task).OrderBy(t => t.Title, StringComparer.CurrentCulture)];

    public ModelTask? Of(string model) => _running.GetValueOrDefault(model)?.Task;

    /// <summary>Begins, or goes on with what has arrived; does nothing when the model is being worked on.</summary>
    /// <param name="who">Noted with the hash.</param>
    /// <param name="acceptNewHash">This person says that another file than the known one is right.</param>
    public void Download(ListedModel model, string who, bool acceptNewHash = false) => Start(
        new ModelTask(model.InstalledId, ModelTaskKind.Download, model.Title),
        async (running, token) =>
        {
            await download.PullAsync(model, who, acceptNewHash, running, token);
            return running.Task;
        },
        person => Download(model, person, acceptNewHash: true));

    /// <summary>Copies a file in, after those that were begun before it.</summary>
    /// <param name="who">Noted with the hash.</param>
    /// <param name="acceptNewHash">This person says that another file than the known one is right.</param>
    public void Import(ImportCandidate model, string who, bool acceptNewHash = false) => Start(
        new ModelTask(model.Id, ModelTaskKind.Import, model.Title),
        async (running, token) =>
        {
            await _importing.WaitAsync(token);
            try
            {
                await import.ImportAsync(model.File, who, acceptNewHash, running, token);
                return running.Task;
            }
            finally
            {
                _importing.Release();
            }
        },
        person => Import(model, person, acceptNewHash: true));

    /// <summary>Reads the whole file and compares it with what came.</summary>
    public void Verify(InstalledModel model, string who) => Start(
        new ModelTask(model.Id, ModelTaskKind.Verify, model.Title),
        async (running, token) => running.Task with { Verification = await store.VerifyAsync(model.Id, who, running, token) });

    /// <summary>Loads it in a process of its own and lets it work.</summary>
    public void Test(InstalledModel model) => Start(
        new ModelTask(model.Id, ModelTaskKind.Test, model.Title),
        async (running, token) => running.Task with { Trial = await trial.RunAsync(model, token) });

    /// <summary>Does once more what failed because another file came than the known one, and takes that file.</summary>
    /// <param name="who">Who says that it is right.</param>
    public void AcceptNewHash(string model, string who)
    {
        if (_running.GetValueOrDefault(model) is { Task.HashDiffers: true, Accept: { } accept }) accept(who);
    }

    public void Cancel(string model) => _running.GetValueOrDefault(model)?.Cancel();

    /// <summary>Takes an ended one off the list.</summary>
    public void Dismiss(string model)
    {
        if (_running.TryGetValue(model, out var running) && running.Task.Ended && _running.TryRemove(model, out _)) Changed?.Invoke();
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        import.RemoveAbandoned();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values.Select(r => r.Ending)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stopping.Dispose();
        _importing.Dispose();
    }

    private void Start(ModelTask task, Func<Running, CancellationToken, Task<ModelTask>> work, Action<string>? accept = null)
    {
        if (_stopping.IsCancellationRequested) return;
        var running = new Running(task, logger, () => Changed?.Invoke(), _stopping.Token) { Accept = accept };
        var kept = _running.AddOrUpdate(task.Model, running, (_, old) => old.Task.Ended ? running : old);
        if (kept == running) running.Begin(work);
        Changed?.Invoke();
    }

    /// <summary>One piece of work and its newest state.</summary>
    private sealed class Running(ModelTask task, ILogger logger, Action changed, CancellationToken stopping) : IProgress<TransferProgress>
    {
        private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);

        public ModelTask Task { get; private set; } = task;

        /// <summary>What a person can do when another file came than the known one; takes the person's name.</summary>
        public Action<string>? Accept { get; init; }

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
                Task = Task with { Ended = true, HashDiffers = failure is ModelHashException, Problem = expected ? failure.Message : $"{failure.Message} The log of the service says more." };
            }

            changed();
        }
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Queue;

/// <summary>
/// Canceling ends the work, with the child process that hangs in it, wherever it runs. On a machine that is not overloaded it takes two
/// seconds at most; the child here would hang for as long as it is allowed to.
/// </summary>
public sealed class CancelTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private static readonly ProcessLimits Limits = new()
    {
        Time = TimeSpan.FromMinutes(5), Silence = TimeSpan.FromMinutes(5), CpuSeconds = 60, MemoryMegabytes = 512, OutputBytes = 1 << 20, ErrorBytes = 1 << 20,
    };

    private readonly TaskCompletionSource<int> _child = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task CancelingADocumentEndsItsHangingChildProcessAndLeavesTheOthers()
    {
        await using var ingest = await IngestServices.CreateAsync(replace: Hanging);
        var hangs = await ingest.TakeAsync("hangs.txt", "Hangs");
        var draining = ingest.DrainAsync();
        var child = await _child.Task;

        Assert.Equal(1, await ingest.Get<DocumentActions>().CancelAsync([hangs.DocumentId!.Value], CancellationToken.None));

        await draining.WaitAsync(Soon);
        Assert.False(Directory.Exists($"/proc/{child}"));
        var document = await ingest.DocumentAsync("hangs.txt");
        Assert.Equal(DocumentState.Canceled, document.State);
        await using var db = ingest.Db();
        var attempt = await db.IngestAttempts.SingleAsync();
        Assert.Equal(DocumentState.Canceled, attempt.Outcome);
        Assert.NotNull(attempt.EndedAt);
    }

    [Fact]
    public async Task AWorkerInAnotherProcessNoticesTheCancelOfItsRun()
    {
        await using var ingest = await IngestServices.CreateAsync(replace: Hanging);
        await using var other = ingest.Beside();
        await ingest.TakeAsync("hangs.txt", "Hangs");
        var draining = ingest.DrainAsync();
        var child = await _child.Task;

        await other.Get<Runs>().CancelAsync((await ingest.DocumentAsync("hangs.txt")).RunId!.Value, CancellationToken.None);

        Assert.Equal(DocumentState.Canceled, (await other.DocumentAsync("hangs.txt")).State);
        await draining.WaitAsync(Soon);
        Assert.False(Directory.Exists($"/proc/{child}"));
        Assert.Equal(DocumentState.Canceled, (await ingest.DocumentAsync("hangs.txt")).State);
    }

    [Fact]
    public async Task ADocumentThatIsQueuedAgainAtOnceIsReadByTheNewWorkerOnly()
    {
        var reads = 0;
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reader = new AskedReader(async _ =>
        {
            if (Interlocked.Increment(ref reads) > 1) return "The second reading.";
            first.SetResult();
            // Deaf to the cancel for a while, as native code may be.
            await Task.Delay(1500, CancellationToken.None);
            return "The first reading.";
        });
        await using var ingest = await IngestServices.CreateAsync(replace: services => services.AddSingleton(new DocumentReaders([reader])));
        var document = (await ingest.TakeAsync("a.txt", "A")).DocumentId!.Value;
        var draining = ingest.DrainAsync();
        await first.Task;

        await ingest.Get<DocumentActions>().CancelAsync([document], CancellationToken.None);
        await ingest.Get<DocumentActions>().RetryAsync([document], CancellationToken.None);
        await draining;

        await using var db = ingest.Db();
        Assert.Equal("The second reading.", (await db.Chunks.SingleAsync()).Text);
        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("a.txt")).State);
    }

    [Fact]
    public async Task WhatIsThroughCannotBeCanceled()
    {
        await using var ingest = await IngestServices.CreateAsync();
        var document = (await ingest.TakeAsync("a.txt", "A text.")).DocumentId!.Value;
        await ingest.DrainAsync();

        Assert.Equal(0, await ingest.Get<DocumentActions>().CancelAsync([document], CancellationToken.None));

        Assert.Equal(DocumentState.Indexed, (await ingest.DocumentAsync("a.txt")).State);
    }

    // A real child that hangs, and has a child of its own.
    private void Hanging(IServiceCollection services) => services.AddSingleton(new DocumentReaders([new AskedReader(async (_, cancellationToken) =>
    {
        await ChildProcess.RunAsync("/bin/sh", ["-c", "sleep 300 & echo $$; sleep 300"], Limits, Read, cancellationToken);
        return "Never.";
    })]));

    private void Read(Stream output)
    {
        using var reader = new StreamReader(output);
        _child.SetResult(int.Parse(reader.ReadLine()!, CultureInfo.InvariantCulture));
        reader.ReadToEnd();
    }
}

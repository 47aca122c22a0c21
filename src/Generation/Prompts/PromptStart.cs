using Microsoft.Extensions.Hosting;

namespace RagDocs.Generation.Prompts;

/// <summary>Has the prompts read at the start, so that a fault in an administrator's own is told then and not with the first question.</summary>
internal sealed class PromptStart(PromptLibrary library) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        library.Refusals.Count > 0 ? Task.CompletedTask : throw new InvalidOperationException("The prompts are missing from the program. Build it again.");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

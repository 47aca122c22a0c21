using System.CommandLine;
using RagDocs.Ingest.Generations;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Cli;

/// <summary>How the index is made, and the making of a new one.</summary>
internal static class IndexCommand
{
    public static Command Create() => new("index", "Shows how the index is made, and makes it anew")
    {
        Step("status", "Says which model the index is made with, how far a new one is, and why it was refused", (_, _) => Task.FromResult(true), fills: false),
        Step("pause", "Lets a new index wait", (g, token) => g.PauseAsync(token), fills: false),
        Step("resume", "Goes on with a new index that waits, is paused, canceled or failed", ResumeAsync, fills: true),
        Step("cancel", "Gives a new index up; the one in use goes on", (g, token) => g.CancelAsync(token), fills: false),
        Step("rebuild", "Makes the index anew from the stored texts, then uses it", (g, token) => g.RebuildAsync(token), fills: true),
        Use(),
    };

    private static Command Step(string name, string description, Func<IndexGenerations, CancellationToken, Task<bool>> step, bool fills)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, token) => RunAsync(parsed, step, fills, token));
        return command;
    }

    // One that was begun and waits, as no service runs, is filled too.
    private static async Task<bool> ResumeAsync(IndexGenerations generations, CancellationToken cancellationToken) =>
        await generations.ResumeAsync(cancellationToken) || (await generations.StatusAsync(cancellationToken)).Other is { State: GenerationState.Building };

    private static Command Use()
    {
        var command = new Command("use", "Uses a new index that was refused because it finds less");
        command.SetAction(async (parsed, token) =>
        {
            using var services = await CommandServices.OpenAsync(parsed, token);
            return await RunAsync(parsed, services, (_, stop) => services.Get<GenerationFiller>().UseAnywayAsync(stop), fills: false, token);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult command, Func<IndexGenerations, CancellationToken, Task<bool>> step, bool fills, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        return await RunAsync(command, services, step, fills, cancellationToken);
    }

    private static async Task<int> RunAsync(
        ParseResult command, CommandServices services, Func<IndexGenerations, CancellationToken, Task<bool>> step, bool fills,
        CancellationToken cancellationToken)
    {
        var generations = services.Get<IndexGenerations>();
        // Whether model or chunker changed is found out first.
        await generations.ActiveAsync(cancellationToken);
        await generations.RefreshAsync(cancellationToken);
        var done = await step(generations, cancellationToken);
        // Where a service runs over the same data folder and fills it already, this comes back at once.
        if (done && fills) await services.Get<GenerationFiller>().RunAsync(cancellationToken);
        var (active, other, keywordsOnly) = await generations.StatusAsync(cancellationToken);
        if (command.GetValue(CommonOptions.Json)) Console.WriteLine(CommandServices.ToJson(new { active, building = other, keywordsOnly, modelProblem = generations.ModelProblem }));
        else Print(active, other, keywordsOnly, generations.ModelProblem);
        if (!done) await Console.Error.WriteLineAsync("There was nothing to do: see `ragdocs index status`.");
        return done && other?.State != GenerationState.Failed ? CommandLine.Done : CommandLine.Failed;
    }

    private static void Print(IndexGeneration active, IndexGeneration? other, bool keywordsOnly, string? modelProblem)
    {
        Console.WriteLine($"In use: index {active.Id}, model {active.Model} ({active.Dimensions} dimensions), chunker {active.Chunker}");
        if (keywordsOnly) Console.WriteLine("Its model cannot be used now: questions are answered by keywords until the new index is ready.");
        if (modelProblem is not null) Console.WriteLine($"The model chosen for search cannot be used. {modelProblem}");
        if (other is not null) Console.WriteLine($"{other.State}: index {other.Id}, model {other.Model}, {other.Done} of {other.Documents} documents. {other.Problem}");
    }
}

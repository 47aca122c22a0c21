using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Server;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Engines;

/// <summary>
/// Lets a model work a little in a process of its own, so that a bad file cannot harm this one: with the adapters and settings that it would run
/// with. The process ends with this one, whose end of its input it watches.
/// </summary>
public sealed class EngineTrial(EngineCommand command, IOptions<EngineProcessOptions> options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <exception cref="LlamaException">It cannot be used; the message is the engine's.</exception>
    public async Task<EngineCheckResult> RunAsync(InstalledModel model, CancellationToken cancellationToken)
    {
        var arguments = EngineArguments.ForTrial(model, options.Value);
        try
        {
            using var process = Process.Start(EngineLauncher.Prepare(command, arguments))!;
            await using var registration = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode == 0) return JsonSerializer.Deserialize<EngineCheckResult>(output, Json)!;
            throw new LlamaException(EngineEnd.Describe(process.ExitCode, (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        }
        catch (Exception failure) when (failure is Win32Exception or JsonException)
        {
            throw new LlamaException($"The model could not be tried: {failure.Message}", failure);
        }
    }
}

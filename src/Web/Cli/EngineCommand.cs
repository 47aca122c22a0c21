using System.CommandLine;
using System.CommandLine.Parsing;
using System.ComponentModel.DataAnnotations;
using System.Net;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Server;

namespace RagDocs.Web.Cli;

/// <summary>
/// The engine process. Started by the service for its own models, or by hand on a machine with a graphics card. Touches neither the
/// data folder nor the web host.
/// </summary>
internal static class EngineCommand
{
    /// <summary>The key never stands on the command line, where everybody on the machine can read it.</summary>
    private const string ApiKeyVariable = "RAGDOCS_ENGINE_API_KEY";

    private static readonly EngineOptions Defaults = new() { ModelPath = "" };

    private static readonly Option<string> Model = new("--model") { Description = "The GGUF file", Required = true };
    private static readonly Option<string?> Socket = new("--socket") { Description = "Unix socket to listen on; only you can connect" };
    private static readonly Option<IPEndPoint?> Listen = new("--listen")
    {
        Description = "ADDRESS:PORT to listen on; a key is needed unless it is this machine's own (127.0.0.1)", CustomParser = ParseAddress,
    };

    private static readonly Option<string?> ApiKeyFile = new("--api-key-file") { Description = $"File with the key callers send (else {ApiKeyVariable})" };
    private static readonly Option<int?> Context = new("--context") { Description = "Tokens of the context that all requests share" };
    private static readonly Option<int> Parallel = new("--parallel") { Description = "Requests answered at a time", DefaultValueFactory = _ => Defaults.Parallel };
    private static readonly Option<int> Queue = new("--queue") { Description = "Requests that may wait", DefaultValueFactory = _ => Defaults.QueueLength };
    private static readonly Option<int?> Threads = new("--threads") { Description = "Default: physical cores - 1" };
    private static readonly Option<int> Batch = new("--batch") { Description = "Tokens computed in one step", DefaultValueFactory = _ => Defaults.BatchTokens };
    private static readonly Option<string?> Template = new("--template") { Description = "Chat template, instead of the file's own" };
    private static readonly Option<LoraAdapter[]> Lora = new("--lora") { Description = "LoRA adapter FILE[=SCALE]; may be repeated", CustomParser = ParseAdapters };
    private static readonly Option<bool> NoLookup = new("--no-lookup") { Description = "Do not guess the next words from the prompt" };
    private static readonly Option<int> GpuLayers = new("--gpu-layers") { Description = "Layers on the GPU, -1 all", DefaultValueFactory = _ => Defaults.GpuLayers };
    private static readonly Option<long?> MaxMemory = new("--max-memory") { Description = $"Bytes; above, the process ends with exit code {EngineExitCode.TooMuchMemory}" };
    private static readonly Option<bool> DieWithParent = new("--die-with-parent") { Description = "End when standard input ends or the parent is gone" };
    private static readonly Option<bool> Check = new("--check") { Description = "Load the model, try it, print what it is, and end" };

    public static Command Create()
    {
        var command = new Command("engine", "Serves one GGUF model with OpenAI's API")
        {
            Model, Socket, Listen, ApiKeyFile, Context, Parallel, Queue, Threads, Batch, Template, Lora, NoLookup, GpuLayers, MaxMemory, DieWithParent, Check,
        };
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>It answers signals by itself: running answers may take longer to end than commands are given.</summary>
    public static bool IsChosen(ParseResult parsed) => parsed.CommandResult.Command.Name == "engine";

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        var engine = Checked(new EngineOptions
        {
            ModelPath = Path.GetFullPath(command.GetValue(Model)!),
            Template = command.GetValue(Template),
            ContextTokens = command.GetValue(Context),
            Parallel = command.GetValue(Parallel),
            QueueLength = command.GetValue(Queue),
            Threads = command.GetValue(Threads),
            BatchTokens = command.GetValue(Batch),
            PromptLookup = !command.GetValue(NoLookup),
            Adapters = command.GetValue(Lora) ?? [],
            GpuLayers = command.GetValue(GpuLayers),
        });
        if (command.GetValue(Check)) return await CheckAsync(engine, command.GetValue(DieWithParent), cancellationToken);
        var (socket, listen) = (command.GetValue(Socket), command.GetValue(Listen));
        if (socket is null == listen is null) throw new UsageException("Name where to listen: either --socket PATH or --listen ADDRESS:PORT.");
        return await EngineProcess.RunAsync(
            new EngineServerOptions
            {
                Engine = engine, Socket = socket, Listen = listen, ApiKey = await ApiKeyAsync(command, cancellationToken),
                MaxMemoryBytes = command.GetValue(MaxMemory), DieWithParent = command.GetValue(DieWithParent),
            },
            cancellationToken);
    }

    private static async Task<int> CheckAsync(EngineOptions engine, bool dieWithParent, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = dieWithParent ? TrialParent.EndWithAsync(over.Token) : Task.CompletedTask;
        try
        {
            Console.WriteLine(CommandServices.ToJson(await EngineCheck.RunAsync(engine, cancellationToken)));
            return CommandLine.Done;
        }
        catch (LlamaException unusable)
        {
            await Console.Error.WriteLineAsync(unusable.Message);
            return CommandLine.Failed;
        }
        finally
        {
            await over.CancelAsync();
            await watch;
        }
    }

    private static async Task<string?> ApiKeyAsync(ParseResult command, CancellationToken cancellationToken)
    {
        if (command.GetValue(ApiKeyFile) is not { } file)
        {
            return Environment.GetEnvironmentVariable(ApiKeyVariable) is { Length: > 0 } key ? key : null;
        }

        if (!File.Exists(file)) throw new UsageException($"There is no key file {file}.");
        return (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
    }

    /// <summary>Names every option that is out of its range, not only the first.</summary>
    private static EngineOptions Checked(EngineOptions options)
    {
        var problems = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)) return options;
        throw new UsageException(string.Join(Environment.NewLine, problems.Select(p =>
            p.ErrorMessage!.Replace($"The field {p.MemberNames.First()}", NameOf(p.MemberNames.First()), StringComparison.Ordinal))));
    }

    private static string NameOf(string property) => property switch
    {
        nameof(EngineOptions.ContextTokens) => Context.Name,
        nameof(EngineOptions.QueueLength) => Queue.Name,
        nameof(EngineOptions.BatchTokens) => Batch.Name,
        _ => $"--{property.ToLowerInvariant()}",
    };

    private static IPEndPoint? ParseAddress(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon].Trim('[', ']');
        var address = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            _ => IPAddress.TryParse(host, out var named) ? named : null,
        };
        if (address is not null && ushort.TryParse(text[(colon + 1)..], out var port)) return new IPEndPoint(address, port);
        argument.AddError($"--listen takes ADDRESS:PORT, for example 127.0.0.1:8080; “{text}” is none.");
        return null;
    }

    private static LoraAdapter[] ParseAdapters(ArgumentResult argument)
    {
        try
        {
            return [.. argument.Tokens.Select(token => LoraAdapterText.Parse(token.Value, Environment.CurrentDirectory))];
        }
        catch (FormatException problem)
        {
            argument.AddError(problem.Message);
            return [];
        }
    }
}

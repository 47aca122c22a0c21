using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Console;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Hosting;

namespace RagDocs.Web.Cli;

/// <summary>The services a command works with, over the data folder it names.</summary>
internal sealed class CommandServices : IDisposable
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Written to a terminal or file, never into HTML.
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly IHost _host;

    private CommandServices(IHost host) => _host = host;

    public static Task<CommandServices> OpenAsync(ParseResult command, CancellationToken cancellationToken) =>
        OpenAsync(DataFolder.Open(command.GetValue(CommonOptions.Data)), cancellationToken);

    public static async Task<CommandServices> OpenAsync(DataFolder data, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        // Standard output belongs to the command's own lines.
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRagDocs(builder.Configuration, data);
        var host = builder.Build();
        await StartUp.PrepareCatalogAsync(host.Services, cancellationToken);
        return new CommandServices(host);
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>The operator reads everything; a named collection narrows that.</summary>
    /// <exception cref="UsageException">There is no such collection.</exception>
    public async Task<SearchScope> ScopeAsync(string? collection, CancellationToken cancellationToken)
    {
        if (collection is null) return SearchScope.Everything;
        await using var db = await Get<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync(cancellationToken);
        var names = await db.Collections.ToDictionaryAsync(c => c.Name, c => c.Id, StringComparer.OrdinalIgnoreCase, cancellationToken);
        return names.TryGetValue(collection, out var id)
            ? SearchScope.Of([id])
            : throw new UsageException($"There is no collection “{collection}”. There are: {string.Join(", ", names.Keys.Order())}.");
    }

    public static string ToJson(object value) => JsonSerializer.Serialize(value, JsonOptions);

    public void Dispose() => _host.Dispose();
}

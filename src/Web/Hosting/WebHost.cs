using System.Text.Json.Serialization;
using RagDocs.Generation.Engines;
using RagDocs.Ingest;
using RagDocs.Ingest.Jobs;
using RagDocs.Web.Access;
using RagDocs.Web.Api;
using RagDocs.Web.Components;
using RagDocs.Web.Models;
using RagDocs.Web.Sources;
using Radzen;

namespace RagDocs.Web.Hosting;

/// <summary>The web server with its workers: what is registered, then what is mapped.</summary>
internal static class WebHost
{
    private const string DefaultUrls = "http://127.0.0.1:5080";

    /// <param name="settings">Go before those of files and environment.</param>
    public static WebApplication Build(DataFolder data, string? urls, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        // Named, because static assets are listed in a file of this name, also when a test program hosts the service.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory,
        });
        if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
        if (urls is not null || builder.Configuration["urls"] is null) builder.WebHost.UseUrls(urls ?? DefaultUrls);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        AddServices(builder.Services, builder.Configuration, data);
        var app = builder.Build();
        Use(app);
        Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, IConfiguration configuration, DataFolder data)
    {
        services.AddRagDocs(configuration, data);
        services.AddJobSchedule(data.Path, configuration.GetSection(IngestOptions.Section).Get<IngestOptions>() ?? new IngestOptions());
        services.AddHostedService(provider => provider.GetRequiredService<EngineSupervisor>());
        services.AddSingleton<ModelWork>();
        services.AddHostedService(provider => provider.GetRequiredService<ModelWork>());
        services.AddAccess(data.Path);
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection(LimitOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimits();
        services.AddProblemDetails();
        services.AddAntiforgery();
        services.AddLocalization();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddRadzenComponents();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddPages();
        services.AddOptions<AskOptions>().Bind(configuration.GetSection(AskOptions.Section));
        services.AddSingleton<ExampleQuestions>();
        services.AddSingleton<SourceViewer>();
        services.AddSingleton<PassageChanges>();
        services.AddSingleton<ChunkViewer>();
        services.AddSingleton<AuditLog>();
    }

    private static void Use(WebApplication app)
    {
        // People get a page that says what happened, programs the problem as JSON.
        app.UseWhen(IsForPrograms, api => api.UseExceptionHandler());
        app.UseWhen(context => !IsForPrograms(context), pages => pages
            .UseExceptionHandler("/error", createScopeForErrors: true)
            .UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization(Languages.Configure);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
    }

    private static bool IsForPrograms(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static void Map(WebApplication app)
    {
        app.MapHealth();
        app.MapAccount();
        var api = app.MapGroup("/api").RequireAuthorization().AddEndpointFilter<SameOriginFilter>().DisableAntiforgery();
        api.MapAsk();
        api.MapSearch();
        api.MapFiles();
        api.MapUploads();
        api.MapFolders();
        api.MapSources();
        api.MapJobs();
        app.MapStaticAssets().AllowAnonymous();
        // The frame policy is part of SecurityHeaders; two headers would have to be read together.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}

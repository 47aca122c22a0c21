using RagDocs.Generation;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.Generation.Prompts;
using RagDocs.Ingest;
using RagDocs.Retrieval;
using RagDocs.Web.Access;

namespace RagDocs.Web.Hosting;

/// <summary>What web server and command line have in common: the one place where the parts are joined.</summary>
internal static class RagDocsServices
{
    public static IServiceCollection AddRagDocs(this IServiceCollection services, IConfiguration configuration, DataFolder data)
    {
        services.AddSingleton(data);
        services.AddRetrieval(configuration, data.Path);
        services.AddIngest(configuration, data.Path);
        services.AddModels(configuration, data.Path);
        services.AddSingleton(EngineCommand.For(typeof(RagDocsServices).Assembly));
        services.AddEngines(configuration, data.Path);
        services.AddEmbeddings(configuration, data.Path);
        services.AddSingleton(new PromptFolder(Path.Combine(data.Path, "prompts")));
        services.AddGeneration(configuration);
        services.AddSingleton<PassageSearch>(provider => provider.GetRequiredService<Retriever>().SearchAsync);
        services.AddAccounts(data.Path);
        services.AddSingleton<Doctor>();
        return services;
    }
}

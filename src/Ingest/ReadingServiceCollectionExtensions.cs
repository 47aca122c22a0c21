using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest;

/// <summary>The part of ingest that only reads files, for callers that index nothing.</summary>
public static class ReadingServiceCollectionExtensions
{
    private const string Section = "Ingest:Readers";

    public static IServiceCollection AddDocumentReading(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReaderOptions>().Bind(configuration.GetSection(Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ReaderOptions>>().Value);
        services.AddSingleton<DocumentReaders>(provider => new DocumentReaders(provider.GetRequiredService<ReaderOptions>()));
        return services;
    }
}

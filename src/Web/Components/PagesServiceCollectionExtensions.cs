using RagDocs.Web.Components.Layout;
using RagDocs.Web.Components.Pages.Ask;
using RagDocs.Web.Components.Pages.Library;
using RagDocs.Web.Components.Pages.Quality;
using RagDocs.Web.Components.Pages.RetrievalTest;

namespace RagDocs.Web.Components;

/// <summary>What pages keep while a person is connected.</summary>
internal static class PagesServiceCollectionExtensions
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddScoped<ConversationChanges>();
        services.AddScoped<Uploads>();
        services.AddScoped<AskScope>();
        services.AddTransient<AskSession>();
        services.AddTransient<TrialSession>();
        services.AddSingleton<MeasurementRuns>();
        return services;
    }
}

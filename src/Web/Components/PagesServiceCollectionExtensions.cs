using Radzen;
using RagDocs.Web.Components.Layout;
using RagDocs.Web.Components.Pages.Ask;
using RagDocs.Web.Components.Pages.Library;

namespace RagDocs.Web.Components;

/// <summary>What the pages need besides the services of the other projects.</summary>
internal static class PagesServiceCollectionExtensions
{
    /// <summary>Languages the resources exist in; the first is the default.</summary>
    private static readonly string[] Languages = ["en", "de"];

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddLocalization();
        // A dictionary knows "en" and "de"; a browser says "de-AT": the region decides how dates and numbers are written.
        services.Configure<RequestLocalizationOptions>(o => o.SetDefaultCulture(Languages[0]).AddSupportedCultures(Languages).AddSupportedUICultures(Languages));
        services.AddScoped<ConversationChanges>();
        services.AddScoped<Uploads>();
        services.AddTransient<AskSession>();
        services.AddScoped<AskScope>();
        return services;
    }

    /// <summary>After authentication, authorization and antiforgery.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}

using System.Globalization;

namespace RagDocs.Web.Components;

/// <summary>Languages the texts exist in, and the ways of writing dates and numbers that go with them.</summary>
internal static class Languages
{
    private static readonly string[] Known = ["en", "de"];

    /// <summary>A browser that says "en-GB" gets English texts and British dates.</summary>
    public static void Configure(RequestLocalizationOptions options) => options
        .SetDefaultCulture(Known[0])
        .AddSupportedUICultures(Known)
        .AddSupportedCultures([.. CultureInfo.GetCultures(CultureTypes.AllCultures)
            .Where(c => Known.Contains(c.TwoLetterISOLanguageName, StringComparer.Ordinal))
            .Select(c => c.Name)]);
}

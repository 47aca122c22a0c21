using Microsoft.Extensions.Localization;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Shared;

internal static class CountedTexts
{
    /// <summary>The text for a number of things: KEY.One for exactly one, KEY for all others (enough for English and German).</summary>
    public static string Counted(this IStringLocalizer<Texts> texts, string key, int count) => count == 1 ? texts[key + ".One"] : texts[key, count];
}

namespace RagDocs.Generation.Languages;

/// <summary>How languages are called.</summary>
internal static class LanguageNames
{
    // ISO 639, in the order of the languages.
    private static readonly string[] Codes = ["en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja", "ko", "th"];

    /// <summary>ISO 639: "en".</summary>
    public static string Code(this Language language) => Codes[(int)language];

    /// <summary>In English.</summary>
    public static string English(this Language language) => language.ToString();

    /// <param name="code">"de" or "de-AT", in any case.</param>
    /// <returns>Null for a language that is not known here.</returns>
    public static Language? Parse(string? code)
    {
        var at = code is { Length: >= 2 } && (code.Length == 2 || code[2] is '-' or '_') ? Array.IndexOf(Codes, code[..2].ToLowerInvariant()) : -1;
        return at < 0 ? null : (Language)at;
    }
}

using System.Globalization;

namespace RagDocs.Web.Components.Shared;

/// <summary>The one or two letters that stand for a person.</summary>
internal static class Initials
{
    public static string Of(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return "?";
        var letters = words.Length == 1 ? First(words[0]) : First(words[0]) + First(words[^1]);
        return letters.ToUpper(CultureInfo.CurrentUICulture);
    }

    // A letter outside the basic plane is two chars.
    private static string First(string word) => StringInfo.GetNextTextElement(word);
}

namespace RagDocs.Ingest.Readers;

/// <summary>Makes names and values from untrusted files fit to be shown on one line.</summary>
internal static class TextCleaning
{
    /// <summary>Runs of white space and control characters become one space; what is longer is cut.</summary>
    public static string OneLine(string text, int longest = 200)
    {
        var line = new System.Text.StringBuilder(Math.Min(text.Length, longest));
        foreach (var c in text)
        {
            if (line.Length >= longest) return line.Append('…').ToString();
            if (!char.IsWhiteSpace(c) && !char.IsControl(c)) line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }
}

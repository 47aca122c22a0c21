using System.Diagnostics;

namespace RagDocs.Generation.Tests.Checking.Pairs;

/// <summary>A stretch of a development document, as a search would offer it.</summary>
/// <param name="Heading">Nearest heading above, or the title.</param>
/// <param name="Sentences">Those of it that can stand alone.</param>
internal sealed record SourceText(string Document, string Title, string Heading, string Text, IReadOnlyList<string> Sentences)
{
    private const int LeastWords = 70, MostWords = 230;

    /// <summary>All passages of a set; for PDFs those of running text.</summary>
    public static IEnumerable<SourceText> Of(string set)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(set, "docs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(set, file);
            var content = Path.GetExtension(file) switch { ".md" => Plain(File.ReadAllText(file)), ".txt" => File.ReadAllText(file), ".pdf" => Pdf(file), _ => "" };
            foreach (var passage in Cut(name, content)) yield return passage;
        }
    }

    private static IEnumerable<SourceText> Cut(string document, string content)
    {
        var title = TitleOf(document);
        var (heading, text) = (title, new List<string>());
        foreach (var block in Pattern.Split(content.ReplaceLineEndings("\n"), @"\n\s*\n").Select(b => b.Trim()).Where(b => b.Length > 0))
        {
            if (block.StartsWith('#'))
            {
                if (Close() is { } before) yield return before;
                heading = block.Split('\n')[0].TrimStart('#', ' ');
                continue;
            }

            text.Add(block);
            if (text.Sum(Words) >= LeastWords && Close() is { } passage) yield return passage;
        }

        if (Close() is { } last) yield return last;

        SourceText? Close()
        {
            var joined = string.Join("\n\n", text);
            text.Clear();
            if (Words(joined) is < 25 or > MostWords) return null;
            var sentences = RagDocs.Retrieval.Text.SentenceSplitter.Split(joined).Select(s => Fold(s.Of(joined).ToString())).Where(IsWhole).ToList();
            return sentences.Count < 2 ? null : new SourceText(document, title, heading, joined, sentences);
        }
    }

    private static bool IsWhole(string sentence) => Words(sentence) is >= 8 and <= 45 && sentence[^1] == '.' && char.IsLetter(sentence[0]) && !sentence.Contains('|', StringComparison.Ordinal)
        && (char.IsUpper(sentence[0]) || sentence.EndsWith(" .", StringComparison.Ordinal));

    private static string TitleOf(string document)
    {
        var words = Path.GetFileNameWithoutExtension(document).Replace('-', ' ').Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    // Front matter, template tags, links, emphasis, code.
    private static string Plain(string markdown)
    {
        var text = Pattern.Replace(markdown.ReplaceLineEndings("\n"), @"(?s)\A---\n.*?\n---\n", "");
        text = Pattern.Replace(text, @"(?s)```.*?```|\{%.*?%\}|\{\{.*?\}\}|<[^>]+>", "");
        text = Pattern.Replace(text, @"!?\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?", "$1");
        text = Pattern.Replace(text, @"[*_`]{1,3}(\S(?:[^*_`\n]*\S)?)[*_`]{1,3}", "$1");
        return Pattern.Replace(text, @"\n(#+ [^\n]+)\n", "\n\n$1\n\n");
    }

    private static string Pdf(string file)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pdftotext") { ArgumentList = { "-l", "45", file, "-" }, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return string.Join("\n\n", Pattern.Split(text, @"\n\s*\n").Where(b => Words(b) >= 20).Select(Fold));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

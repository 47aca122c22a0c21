using System.Text;
using System.Text.RegularExpressions;

namespace RagDocs.Ingest.Sources;

/// <summary>
/// Which paths of a folder are taken: patterns one a line, "#" begins a remark. A pattern without a slash fits the name of a file or folder
/// at any depth ("*.pdf", "archive"); with one it is counted from the top ("reports/2025/*.docx", "**/drafts/**"). What fits a folder fits
/// all in it. "*" stops at a slash, "**" does not, "?" is one character. Upper and lower case are the same, because on the shares these
/// folders come from they are. Matching takes linear time, whatever the pattern.
/// </summary>
internal sealed class PathPatterns
{
    private const int MaxPatterns = 200;
    private const int MaxLength = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly List<Regex> _include;
    private readonly List<Regex> _exclude;

    private PathPatterns(List<Regex> include, List<Regex> exclude) => (_include, _exclude) = (include, exclude);

    /// <exception cref="SetupException">A pattern cannot be meant so; the message says which.</exception>
    public static PathPatterns Parse(string include, string exclude) => new(ParseLines(include), ParseLines(exclude));

    /// <param name="path">Of a file, relative to the folder, with forward slashes.</param>
    public bool Takes(string path) => (_include.Count == 0 || _include.Exists(p => p.IsMatch(path))) && !_exclude.Exists(p => p.IsMatch(path));

    /// <summary>False when nothing below the folder can be taken.</summary>
    public bool Enters(string folder) => !_exclude.Exists(p => p.IsMatch(folder));

    private static List<Regex> ParseLines(string lines)
    {
        var patterns = lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToList();
        if (patterns.Count > MaxPatterns) throw new SetupException($"There are {patterns.Count} patterns; at most {MaxPatterns} are taken. Join some with “*”.");
        return patterns.ConvertAll(Parse);
    }

    private static Regex Parse(string pattern)
    {
        var path = pattern.Replace('\\', '/');
        if (path.Length > MaxLength) throw new SetupException($"The pattern “{pattern[..40]}…” is too long; at most {MaxLength} characters are taken.");
        if (path.Split('/').Contains("..")) throw new SetupException($"The pattern “{pattern}” leaves the folder. Patterns are counted from the folder itself.");
        if (path.Length > 1 && path[1] == ':') throw new SetupException($"The pattern “{pattern}” names a drive. Patterns are counted from the folder itself.");
        var fromTop = path.TrimEnd('/').Contains('/', StringComparison.Ordinal);
        path = path.Trim('/');
        while (path.EndsWith("/**", StringComparison.Ordinal)) path = path[..^3];
        return new Regex(
            $"^{(fromTop ? "" : "(?:.*/)?")}{Translated(path)}(?:/.*)?$",
            RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, Limit);
    }

    private static string Translated(string path)
    {
        var expression = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            var rest = path.AsSpan(i);
            if (rest.StartsWith("**/"))
            {
                expression.Append("(?:.*/)?");
                i += 2;
            }
            else if (rest.StartsWith("**"))
            {
                expression.Append(".*");
                i++;
            }
            else
            {
                expression.Append(path[i] switch { '*' => "[^/]*", '?' => "[^/]", var other => Regex.Escape(other.ToString()) });
            }
        }

        return expression.ToString();
    }
}

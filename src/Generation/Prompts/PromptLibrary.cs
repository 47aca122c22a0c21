using Microsoft.Extensions.Logging;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Prompts;

/// <summary>
/// The prompts of all languages: built into the program as files, each replaced by an administrator's own where that can be used. Read once, at
/// the start, so that the fixed beginning of a prompt stays the same for all askers.
/// </summary>
public sealed class PromptLibrary
{
    private readonly Dictionary<Language, PromptSet> _sets = [];

    public PromptLibrary(PromptFolder folder, ILogger<PromptLibrary> log)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var own = folder.Read();
        foreach (var refused in own.Where(o => o.Fault is not null)) Log.PromptRefused(log, refused.Path, refused.Fault!);
        var used = own.Where(o => o.Fault is null).ToList();
        Own = used.Count;
        if (Own > 0) Log.OwnPrompts(log, Own, folder.Path!);
        foreach (var language in Enum.GetValues<Language>())
        {
            var mine = used.Where(o => o.Language == language).ToDictionary(o => o.File!, o => o.Text);
            if (mine.Count == 0 && BuiltIn(language, PromptFile.Answer) is null) continue;
            _sets[language] = new PromptSet(language, PromptFile.All.ToDictionary(
                f => f, f => mine.GetValueOrDefault(f) ?? BuiltIn(language, f) ?? BuiltIn(Language.English, f)!));
        }

        Refused = [.. own.Where(o => o.Fault is not null).Select(o => $"{o.Path}: {o.Fault}")];
        Refusals = [.. _sets.Values.Select(s => s.Refusal).Concat(PromptFileRefusals()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Only what is built in.</summary>
    internal static PromptLibrary Standard { get; } = new(new PromptFolder(Path: null), Microsoft.Extensions.Logging.Abstractions.NullLogger<PromptLibrary>.Instance);

    /// <summary>How many files of an administrator are used.</summary>
    public int Own { get; }

    /// <summary>An administrator's files that are not used, each with the reason; the built-in ones are used instead.</summary>
    public IReadOnlyList<string> Refused { get; }

    /// <summary>What models write, in any language, when the passages hold no answer.</summary>
    internal IReadOnlyList<string> Refusals { get; }

    /// <summary>The texts in this language; English ones where there are none.</summary>
    internal PromptSet For(Language? language) => _sets.GetValueOrDefault(language ?? Language.English) ?? _sets[Language.English];

    internal static string Trimmed(string text) => text.ReplaceLineEndings("\n").Trim().TrimStart('\uFEFF');

    // A model may fall back to the words it knows from another language's prompt.
    private static IEnumerable<string> PromptFileRefusals() => Enum.GetValues<Language>().Select(l => BuiltIn(l, PromptFile.Refusal)).OfType<string>();

    private static string? BuiltIn(Language language, PromptFile file)
    {
        using var stream = typeof(PromptLibrary).Assembly.GetManifestResourceStream($"prompts/{language.Code()}/{file.Name}");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return Trimmed(reader.ReadToEnd());
    }
}

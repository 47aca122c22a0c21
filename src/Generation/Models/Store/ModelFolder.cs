using System.Collections.Concurrent;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Gguf;

namespace RagDocs.Generation.Models.Store;

/// <summary>Lists the models folder. Headers are read once for each path, size and time of change, so listing again is cheap.</summary>
/// <param name="path">Absolute; made when it is missing.</param>
/// <param name="templates">Named by an administrator, by the model's id.</param>
internal sealed class ModelFolder(
    string path, ModelList list, JsonFile<Dictionary<string, ModelPin>> pins, JsonFile<Dictionary<string, string>> templates, TimeProvider time)
{
    public const string Ending = ".gguf";
    public const string PartEnding = ".part";

    /// <summary>Whoever copies a file writes more often than this.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Reading> _readings = new(StringComparer.Ordinal);

    public string Path { get; } = path;

    public ModelInventory List()
    {
        Directory.CreateDirectory(Path);
        var (installed, refused, arriving) = (new List<InstalledModel>(), new List<RefusedModel>(), new List<string>());
        var (pinned, named) = (pins.Read(), templates.Read());
        foreach (var file in new DirectoryInfo(Path).EnumerateFiles().OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (file.Name.EndsWith(PartEnding, StringComparison.OrdinalIgnoreCase)) arriving.Add(file.Name);
            if (!file.Extension.Equals(Ending, StringComparison.OrdinalIgnoreCase) || Stamp(file) is not { } stamp) continue;
            if (!IsSettled(file.Name, stamp, pinned)) arriving.Add(file.Name);
            else if (Read(file, stamp) is { Model: { } model }) installed.Add(named.TryGetValue(model.Id, out var template) ? model.With(template) : model);
            else if (Read(file, stamp) is { Refused: { } reason }) refused.Add(reason);
        }

        return new ModelInventory([.. installed.OrderBy(m => m.Title, StringComparer.OrdinalIgnoreCase)], refused, arriving);
    }

    /// <summary>Changes whenever the folder does, without reading any header.</summary>
    public string Signature()
    {
        if (!Directory.Exists(Path)) return "";
        var files = new DirectoryInfo(Path).EnumerateFiles().Where(f => !f.Name.EndsWith(PartEnding, StringComparison.OrdinalIgnoreCase));
        var pinned = pins.Read();
        return string.Join('|', files.OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => Stamp(f) is { } s ? $"{f.Name}:{s.Bytes}:{s.Changed.Ticks}:{IsSettled(f.Name, s, pinned)}" : ""));
    }

    /// <summary>The header of a listed file, from memory when it was read before.</summary>
    public GgufModelInfo Describe(InstalledModel model) =>
        _readings.TryGetValue(model.Path, out var reading) && reading.Info is { } info ? info : GgufModelInfo.Read(model.Path);

    public static bool IsSafeName(string name) => name.Length <= 128 && name[0] is not ('.' or '-')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+');

    /// <summary>A name of the models folder for a file from elsewhere.</summary>
    public static string SafeName(string name)
    {
        var stem = new string([.. System.IO.Path.GetFileNameWithoutExtension(name).Select(c => IsSafeName($"a{c}") ? c : '-')]).Trim('-', '.');
        return (stem.Length == 0 ? "model" : stem[..Math.Min(stem.Length, 100)]) + Ending;
    }

    private static (long Bytes, DateTime Changed)? Stamp(FileInfo file)
    {
        try
        {
            // Through links, which people use to keep models elsewhere.
            var target = file.LinkTarget is null ? file : (FileInfo)(file.ResolveLinkTarget(returnFinalTarget: true) ?? file);
            return (target.Length, target.LastWriteTimeUtc);
        }
        catch (IOException)
        {
            return null; // Removed in this moment, or a link to nowhere.
        }
    }

    private bool IsSettled(string name, (long Bytes, DateTime Changed) stamp, Dictionary<string, ModelPin> pinned)
    {
        if (pinned.TryGetValue(System.IO.Path.GetFileNameWithoutExtension(name), out var pin) && pin.Bytes == stamp.Bytes) return true;
        var age = time.GetUtcNow().UtcDateTime - stamp.Changed;
        return age.Duration() >= Settled;
    }

    private Reading Read(FileInfo file, (long Bytes, DateTime Changed) stamp)
    {
        if (_readings.TryGetValue(file.FullName, out var known) && known.Bytes == stamp.Bytes && known.Changed == stamp.Changed) return known;
        var reading = Read(file.FullName, file.Name, stamp);
        return _readings[file.FullName] = reading;
    }

    private Reading Read(string fullName, string name, (long Bytes, DateTime Changed) stamp)
    {
        var (bytes, changed) = stamp;
        if (!IsSafeName(name))
            return new Reading(bytes, changed, null, null, new RefusedModel(name, bytes, "its name has other characters than letters, digits and . - _ +", "Rename it."));
        try
        {
            var info = GgufModelInfo.Read(fullName);
            return new Reading(bytes, changed, info, InstalledModel.Of(fullName, name, bytes, info, list.Find(name)), null);
        }
        catch (ModelFileException refused)
        {
            return new Reading(bytes, changed, null, null, new RefusedModel(name, bytes, refused.Reason, refused.Cure));
        }
    }

    private sealed record Reading(long Bytes, DateTime Changed, GgufModelInfo? Info, InstalledModel? Model, RefusedModel? Refused);
}

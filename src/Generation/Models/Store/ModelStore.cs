using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Llama.Gguf;

namespace RagDocs.Generation.Models.Store;

/// <summary>
/// The models folder: what is there, what is used for what, and whether it is still what came. Files may be dropped in and taken out at any
/// time; every question looks at the folder as it is now. Safe to use from any thread, and beside other processes.
/// </summary>
public sealed class ModelStore
{
    /// <summary>Clocks of file servers differ.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Changed), string> _hashes = new();
    private readonly ModelList _list;
    private readonly TimeProvider _time;
    private readonly ModelFolder _folder;
    private readonly JsonFile<Dictionary<string, ModelPin>> _pins;
    private readonly JsonFile<Dictionary<string, ModelPin>> _removed;
    private readonly JsonFile<Dictionary<ModelKind, string>> _uses;
    private readonly JsonFile<Dictionary<string, string>> _templates;

    public ModelStore(string dataFolder, IOptions<ModelOptions> options, ModelList list, TimeProvider time)
    {
        (_list, _time) = (list, time);
        Folder = Path.GetFullPath(options.Value.Folder ?? Path.Combine(dataFolder, "models"));
        _pins = new JsonFile<Dictionary<string, ModelPin>>(Path.Combine(Folder, "pins.json"));
        _removed = new JsonFile<Dictionary<string, ModelPin>>(Path.Combine(Folder, "removed.json"));
        _uses = new JsonFile<Dictionary<ModelKind, string>>(Path.Combine(Folder, "use.json"));
        _templates = new JsonFile<Dictionary<string, string>>(Path.Combine(Folder, "templates.json"));
        _folder = new ModelFolder(Folder, list, _pins, _templates, time);
    }

    /// <summary>Something came, went, or is used instead. Raised on any thread.</summary>
    public event Action? Changed;

    /// <summary>Absolute path of the models folder.</summary>
    public string Folder { get; }

    public ModelInventory List() => _folder.List();

    /// <summary>By id or file name, or by the id of the model list.</summary>
    public InstalledModel? Find(string name)
    {
        var id = _list.Find(name)?.InstalledId ?? (name.EndsWith(ModelFolder.Ending, StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(name) : name);
        return List().Installed.FirstOrDefault(m => m.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
    }

    /// <exception cref="ModelsException">There is none of this name.</exception>
    public InstalledModel Get(string name) => Find(name) ?? throw NotInstalled(name);

    /// <summary>The list's entry of an installed model: prefixes, licence and so on.</summary>
    public ListedModel? Listed(InstalledModel model) => _list.Find(model.Id);

    /// <exception cref="Llama.ModelFileException">The file changed and is no model any more.</exception>
    public GgufModelInfo Describe(InstalledModel model) => _folder.Describe(model);

    /// <summary>Lets this model do what its kind does, from now on and after a restart.</summary>
    /// <exception cref="ModelsException">There is no such model of this kind.</exception>
    public void Use(ModelKind kind, string name)
    {
        var model = Get(name);
        if (model.Kind != kind) throw new ModelsException($"{model.Title} is a model of the kind {Words.Of(model.Kind)}, not {Words.Of(kind)}.");
        _uses.Change(uses => uses[kind] = model.Id);
        OnChanged();
    }

    /// <summary>Goes back to the automatic pick.</summary>
    public void UseAutomatic(ModelKind kind)
    {
        _uses.Change(uses => uses.Remove(kind));
        OnChanged();
    }

    /// <summary>Names the chat template that a model writes with, from the next question on; its file's own, when that serves, is the default.</summary>
    /// <param name="template">One of <see cref="ChatTemplates.Names"/>; null: the file's own, or the list's.</param>
    /// <exception cref="ModelsException">There is no such model or template, or the model does not write.</exception>
    public void UseTemplate(string name, string? template)
    {
        var model = Get(name);
        if (model.Kind != ModelKind.Chat) throw new ModelsException($"{model.Title} is a model of the kind {Words.Of(model.Kind)}; only those that write have a chat template.");
        if (template is not null && !ChatTemplates.IsKnown(template))
            throw new ModelsException($"The engine has no chat template “{template}”. It has: {string.Join(", ", ChatTemplates.Names)}.");
        _templates.Change(templates =>
        {
            if (template is null) templates.Remove(model.Id);
            else templates[model.Id] = template;
        });
        OnChanged();
    }

    /// <summary>The template that an administrator named for it; null: none.</summary>
    public string? NamedTemplate(InstalledModel model) => _templates.Read().GetValueOrDefault(model.Id);

    /// <summary>Whether an administrator chose the model of this kind.</summary>
    public bool IsChosen(InstalledModel model) => _uses.Read().GetValueOrDefault(model.Kind) == model.Id;

    /// <summary>Id of the model that an administrator chose, whether it is there or not; null: none.</summary>
    public string? Wanted(ModelKind kind) => _uses.Read().GetValueOrDefault(kind);

    /// <summary>
    /// The chosen model if it is there, else the first of the list that is, else the first by title that lacks nothing; null without any. An embedding model is only
    /// used when it was chosen: with another one the whole index is made anew.
    /// </summary>
    public InstalledModel? Chosen(ModelKind kind)
    {
        if (kind == ModelKind.Embedding) return Wanted(kind) is { } id ? List().Installed.FirstOrDefault(m => m.Kind == kind && m.Id == id) : null;
        var models = List().Installed.Where(m => m.Kind == kind).ToList();
        var wanted = _uses.Read().GetValueOrDefault(kind);
        return models.FirstOrDefault(m => m.Id == wanted)
            ?? _list.Models.Select(l => models.FirstOrDefault(m => m.Id.Equals(l.InstalledId, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(m => m is not null)
            ?? models.FirstOrDefault(m => !m.NeedsTemplate) ?? models.FirstOrDefault();
    }

    /// <summary>
    /// Deletes the file. An engine that has it loaded keeps running until it is stopped. What is known of a model of the list stays known: when
    /// it is fetched again, it must be the same file.
    /// </summary>
    /// <returns>What was removed.</returns>
    /// <exception cref="ModelsException">There is no such file.</exception>
    public string Remove(string name)
    {
        var file = Find(name)?.Path ?? List().Refused.Where(r => r.File.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(r => Path.Combine(Folder, r.File))
            .FirstOrDefault() ?? throw NotInstalled(name);
        File.Delete(file);
        var id = Path.GetFileNameWithoutExtension(file);
        if (_templates.Read().ContainsKey(id)) _templates.Change(templates => templates.Remove(id));
        if (_list.Find(id) is not null && Pin(id) is { } pin) _removed.Change(removed => removed[id] = pin);
        // Search goes back to the built-in model; of another kind the next one takes its place by itself.
        _uses.Change(uses =>
        {
            if (uses.GetValueOrDefault(ModelKind.Embedding) == id) uses.Remove(ModelKind.Embedding);
        });
        _pins.Change(pins => pins.Remove(id));
        OnChanged();
        return Path.GetFileName(file);
    }

    /// <summary>The pin of the file as it lies there; null when it has none, or was written again since.</summary>
    public ModelPin? PinOf(InstalledModel model) =>
        Pin(model.Id) is { } pin && pin.Bytes == model.Bytes && new DateTimeOffset(File.GetLastWriteTimeUtc(model.Path)) <= pin.Date + Settled ? pin : null;

    /// <summary>SHA-256 of the file in lower-case hex: its pin, else it is read whole, once for each state of the file, and pinned if it had none.</summary>
    public async Task<string> HashOfAsync(InstalledModel model, CancellationToken cancellationToken)
    {
        if (PinOf(model) is { } pin) return pin.Sha256;
        var key = (model.Path, model.Bytes, File.GetLastWriteTimeUtc(model.Path));
        if (_hashes.TryGetValue(key, out var known)) return known;
        return _hashes[key] = (await VerifyAsync(model.Id, "RagDocs", progress: null, cancellationToken)).Sha256;
    }

    public ModelPin? Pin(string id) => _pins.Read().GetValueOrDefault(id);

    /// <summary>What models of the list were when they were removed, by their ids: under these names only the same files come in again.</summary>
    public IReadOnlyDictionary<string, ModelPin> Removed() => _removed.Read();

    /// <summary>Reads the whole file and compares it with what came.</summary>
    /// <param name="who">Noted when the file is pinned for the first time.</param>
    /// <exception cref="ModelsException">There is none of this name.</exception>
    public async Task<ModelVerification> VerifyAsync(string name, string who, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var model = Get(name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var file = new FileStream(model.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true))
        {
            var meter = new TransferMeter(0, file.Length, progress, _time);
            await FileHash.AppendAsync(hash, file, meter, cancellationToken);
            meter.Report();
        }

        var now = FileHash.Finish(hash);
        if (ExpectedHash(model.Id) is not { } expected) return new ModelVerification(model.Id, VerificationResult.Pinned, now, AddPin(model.Id, now, model.Bytes, who));
        // As the list or a removed file of this name knows it.
        if (now == expected.Sha256 && Pin(model.Id) is null) expected = AddPin(model.Id, now, model.Bytes, who);
        return new ModelVerification(model.Id, now == expected.Sha256 ? VerificationResult.Same : VerificationResult.Different, now, expected);
    }

    /// <summary>The pin, else what was known of a removed one, else the list's own hash.</summary>
    internal ModelPin? ExpectedHash(string id) =>
        Pin(id) ?? _removed.Read().GetValueOrDefault(id)
        ?? (_list.Find(id) is { Sha256: { } known } listed ? new ModelPin(known, listed.Bytes, DateTimeOffset.MinValue, "the model list") : null);

    /// <summary>Refuses a file that is not the known one.</summary>
    /// <param name="file">Its name in the models folder.</param>
    /// <param name="acceptNewHash">A person has said that another file is right.</param>
    /// <exception cref="ModelHashException">It is another one.</exception>
    internal void RequireKnown(string file, string sha256, bool acceptNewHash)
    {
        if (!acceptNewHash && ExpectedHash(Path.GetFileNameWithoutExtension(file)) is { } pin && pin.Sha256 != sha256) throw new ModelHashException(file, sha256, pin);
    }

    internal ModelPin AddPin(string id, string sha256, long bytes, string who)
    {
        var pin = new ModelPin(sha256, bytes, _time.GetUtcNow(), who);
        _pins.Change(pins => pins[id] = pin);
        if (_removed.Read().ContainsKey(id)) _removed.Change(removed => removed.Remove(id));
        OnChanged();
        return pin;
    }

    /// <summary>Whether the folder has a file of this name, usable or not.</summary>
    internal bool Holds(string file) => File.Exists(Path.Combine(Folder, file));

    internal string Signature() => _folder.Signature();

    internal void OnChanged() => Changed?.Invoke();

    private ModelsException NotInstalled(string name)
    {
        var there = List().Installed;
        return new ModelsException($"There is no model “{name}” in {Folder}. " + (there.Count == 0 ? "It is empty." : $"There are: {string.Join(", ", there.Select(m => m.Id))}."));
    }
}

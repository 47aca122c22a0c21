using Microsoft.Extensions.Options;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models.Download;

/// <summary>Whether models may be downloaded: off until an administrator or the configuration says so.</summary>
public sealed class DownloadSwitch(ModelStore store, IOptions<ModelOptions> options, TimeProvider time)
{
    private readonly JsonFile<State> _file = new(Path.Combine(store.Folder, "downloads.json"));

    public bool IsOn => options.Value.AllowDownloads ?? _file.Read().Allowed;

    /// <summary>The configuration decides; <see cref="Set"/> would be refused.</summary>
    public bool IsFixed => options.Value.AllowDownloads is not null;

    /// <param name="who">Noted with the change.</param>
    /// <exception cref="ModelsException">The configuration decides.</exception>
    public void Set(bool allowed, string who)
    {
        if (IsFixed) throw new ModelsException($"The configuration (Models:AllowDownloads) says {(IsOn ? "yes" : "no")} for good. Change it there.");
        _file.Change(state => (state.Allowed, state.Who, state.Date) = (allowed, who, time.GetUtcNow()));
    }

    /// <exception cref="ModelsException">Downloads are off.</exception>
    public void Require()
    {
        if (IsOn) return;
        throw new ModelsException(IsFixed
            ? "Downloads are forbidden by the configuration (Models:AllowDownloads). Import the file instead: models import PATH."
            : "Downloads are off. An administrator can allow them on the models page or with: models allow-downloads on. Or import the file: models import PATH.");
    }

    private sealed class State
    {
        public bool Allowed { get; set; }

        public string? Who { get; set; }

        public DateTimeOffset? Date { get; set; }
    }
}

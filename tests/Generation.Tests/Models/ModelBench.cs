using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Download;
using RagDocs.Generation.Models.Import;
using RagDocs.Generation.Models.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Generation.Tests.Models;

/// <summary>A models folder with everything around it; free space and time are in the test's hands.</summary>
internal sealed class ModelBench : IDisposable
{
    private readonly TempFolder _folder = new();

    public ModelBench(ModelOptions? options = null, ModelList? list = null)
    {
        Options = options ?? new ModelOptions();
        List = list ?? ModelList.BuiltIn;
        Store = new ModelStore(_folder.Path, Microsoft.Extensions.Options.Options.Create(Options), List, Time);
        Import = new ModelImport(Store, Probe, TimeProvider.System);
        Switch = new DownloadSwitch(Store, Microsoft.Extensions.Options.Options.Create(Options), Time);
    }

    public ModelOptions Options { get; }

    public ModelList List { get; }

    public ManualTime Time { get; } = new();

    public long FreeBytes { get; set; } = 1L << 40;

    public ModelStore Store { get; }

    public ModelImport Import { get; }

    public DownloadSwitch Switch { get; }

    public ModelDownload Download => new(
        Store, Switch, Microsoft.Extensions.Options.Options.Create(Options), Probe, TimeProvider.System, NullLogger<ModelDownload>.Instance,
        new DownloadRetry(3, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5)));

    public string Elsewhere(string name) => _folder.File(Path.Combine("elsewhere", name));

    /// <summary>As if copied in a while ago.</summary>
    public string Drop(string name, byte[] content)
    {
        Directory.CreateDirectory(Store.Folder);
        var path = Path.Combine(Store.Folder, name);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, Time.GetUtcNow().UtcDateTime.AddMinutes(-1));
        return path;
    }

    public string DropChat(string name = "tiny.gguf", ulong seed = 1) => Drop(name, TinyMistral.ToBytes(new TinyMistralOptions { Seed = seed, Layers = 1 }));

    public void Dispose() => _folder.Dispose();

    private long Probe(string folder) => FreeBytes;
}

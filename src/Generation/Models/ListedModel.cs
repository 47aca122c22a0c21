using RagDocs.Generation.Llama.Gguf;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models;

/// <summary>A model of the list that comes with the program.</summary>
/// <param name="Id">What people call it on the command line.</param>
/// <param name="Repository">Owner and name on Hugging Face or its mirror.</param>
/// <param name="File">The file there, and its name in the models folder.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="BytesApproximate">The size was written down from memory, not from the file.</param>
/// <param name="Licence">As its publisher names it; to be read there before use.</param>
/// <param name="ContextTokens">The longest context it was trained for.</param>
/// <param name="KvBytesPerToken">Memory one token of context takes; 0 for encoders.</param>
public sealed record ListedModel(
    string Id, string Title, ModelKind Kind, string Repository, string File, string Quantization, long Bytes, bool BytesApproximate, string Licence,
    int ContextTokens, long KvBytesPerToken)
{
    /// <summary>Chat: name of its template in llama.cpp.</summary>
    public string? Template { get; init; }

    /// <summary>Encoders: how one vector or score is made.</summary>
    public ModelPooling? Pooling { get; init; }

    /// <summary>Embedding: stands before a question.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>Embedding: stands before a passage of a document.</summary>
    public string PassagePrefix { get; init; } = "";

    /// <summary>Share of the weights read for one token: below 1 for mixtures of experts.</summary>
    public double ActiveShare { get; init; } = 1;

    public string? Note { get; init; }

    /// <summary>Lower-case hex; null: not known, pinned at the first download.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Its id once it is installed.</summary>
    public string InstalledId => Path.GetFileNameWithoutExtension(File);

    /// <summary>What a download that is not whole yet is called in the models folder.</summary>
    public string PartFile => File + ModelFolder.PartEnding;

    /// <summary>Page of the publisher, for its terms.</summary>
    public Uri PageAt(Uri baseAddress) => new(baseAddress, Repository);

    public Uri AddressAt(Uri baseAddress) => new(baseAddress, $"{Repository}/resolve/main/{Uri.EscapeDataString(File)}");
}

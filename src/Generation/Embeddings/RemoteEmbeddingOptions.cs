using System.ComponentModel.DataAnnotations;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Embeddings;

/// <summary>A server elsewhere that embeds questions and passages; goes before a model that was chosen on this machine.</summary>
public sealed class RemoteEmbeddingOptions : RemoteServerOptions
{
    public const string Section = "Retrieval:Remote";

    /// <summary>Put before questions, for models that were trained so (e5: "query: ").</summary>
    public string QueryPrefix { get; set; } = "";

    /// <summary>Put before passages (e5: "passage: ").</summary>
    public string PassagePrefix { get; set; } = "";

    /// <summary>Numbers in its vectors; null: the server is asked once.</summary>
    [Range(1, 65_536)]
    public int? Dimensions { get; set; }

    internal override string Settings => Section;
}

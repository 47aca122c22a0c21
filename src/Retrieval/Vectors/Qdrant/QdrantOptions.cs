using System.ComponentModel.DataAnnotations;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>The Qdrant server that holds the searchable chunks. Section "Qdrant" of the settings; without <see cref="Url"/> none is used.</summary>
public sealed class QdrantOptions
{
    public const string Section = "Qdrant";

    /// <summary>For example <c>https://qdrant:6333</c>. Empty: the index stays beside the program.</summary>
    public string Url { get; set; } = "";

    public string ApiKey { get; set; } = "";

    /// <summary>A file that holds the key, instead of <see cref="ApiKey"/>.</summary>
    public string ApiKeyFile { get; set; } = "";

    /// <summary>PEM file of the authority that signed the server's certificate; empty: the system's authorities.</summary>
    public string CaCertificate { get; set; } = "";

    /// <summary>Go through the proxy that the environment names.</summary>
    public bool UseProxy { get; set; }

    /// <summary>Alias under which the index is searched, and the beginning of its collections' names. Every installation on a server needs its own.</summary>
    public string Prefix { get; set; } = "ragdocs";

    /// <summary>Seconds to wait for a connection.</summary>
    [Range(0.1, 600)]
    public double ConnectSeconds { get; set; } = 5;

    /// <summary>Seconds to wait for the answer to a search.</summary>
    [Range(0.1, 600)]
    public double SearchSeconds { get; set; } = 10;

    /// <summary>Seconds to wait for a change to be written.</summary>
    [Range(0.1, 3600)]
    public double WriteSeconds { get; set; } = 60;

    /// <summary>How often a request is sent again when the server is busy or the connection broke. Every request may safely be sent twice.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>A server that wants a longer pause than these seconds is not waited for.</summary>
    [Range(0, 600)]
    public double LongestRetrySeconds { get; set; } = 10;

    /// <summary>Seconds a search waits for changes to be taken in before it goes on with what the index holds.</summary>
    [Range(0, 600)]
    public double FollowSeconds { get; set; } = 5;

    /// <summary>Compare every vector instead of walking Qdrant's graph: exact, slower with many chunks.</summary>
    public bool Exact { get; set; }

    internal bool IsSet => Url.Length > 0;
}

namespace RagDocs.Generation.OpenAi;

/// <summary>A model server elsewhere that an administrator named: where it is, what it serves, and how it is trusted.</summary>
public abstract class RemoteServerOptions
{
    /// <summary>For example <c>https://gpu-7:8000</c>; a <c>/v1</c> at its end may be there or not. Empty: none.</summary>
    public string Address { get; set; } = "";

    /// <summary>The model's name as the server knows it.</summary>
    public string Model { get; set; } = "";

    /// <summary>The name shown to people; empty: the model's.</summary>
    public string Title { get; set; } = "";

    public string ApiKey { get; set; } = "";

    /// <summary>A file that holds the key, instead of <see cref="ApiKey"/>; read anew for each question, so a key can be changed while running.</summary>
    public string ApiKeyFile { get; set; } = "";

    /// <summary>PEM file of the authority that signed the server's certificate; empty: the system's authorities.</summary>
    public string CaCertificate { get; set; } = "";

    /// <summary>Go through the proxy that the environment names.</summary>
    public bool UseProxy { get; set; }

    internal bool IsSet => Address.Length > 0;

    internal string ShownTitle => Title.Length > 0 ? Title : Model;

    /// <summary>Name of the section, for messages.</summary>
    internal abstract string Settings { get; }

    /// <exception cref="ModelServerException">The key's file cannot be read.</exception>
    internal virtual OpenAiEndpoint ToEndpoint() => new(new Uri(Base()), Model)
    {
        ApiKey = Key(), UseProxy = UseProxy, Title = ShownTitle, CaCertificate = CaCertificate.Length > 0 ? CaCertificate : null, Settings = Settings,
    };

    internal virtual IEnumerable<string> Faults()
    {
        if (!IsSet) yield break;
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            yield return $"{Settings}:Address must be an address like http://gpu-7:8000, without a name or key in it.";
        }

        if (Model.Length == 0) yield return $"{Settings}:Model must name the model that the server at {Settings}:Address serves.";
        if (ApiKey.Length > 0 && ApiKeyFile.Length > 0) yield return $"Set {Settings}:ApiKey or {Settings}:ApiKeyFile, not both.";
        if (ApiKey.Any(c => char.IsControl(c) || c > '~')) yield return $"{Settings}:ApiKey may hold plain ASCII characters only.";
        if (CaCertificate.Length > 0 && !File.Exists(CaCertificate)) yield return $"{Settings}:CaCertificate names {CaCertificate}, which is not there.";
    }

    /// <summary>The address without what may or may not stand at its end.</summary>
    internal string Base()
    {
        var address = Address.TrimEnd('/');
        return address.EndsWith("/v1", StringComparison.Ordinal) ? address[..^3] : address;
    }

    private string? Key()
    {
        if (ApiKeyFile.Length == 0) return ApiKey.Length > 0 ? ApiKey : null;
        try
        {
            return File.ReadAllText(ApiKeyFile).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelServerException(
                ModelServerProblem.KeyRefused, $"The key file {ApiKeyFile} cannot be read. Set {Settings}:ApiKeyFile to one that can.", failure);
        }
    }
}

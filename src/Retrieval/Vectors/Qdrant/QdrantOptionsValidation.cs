using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Stops the start with every fault of the settings named.</summary>
internal sealed partial class QdrantOptionsValidation : IValidateOptions<QdrantOptions>
{
    public ValidateOptionsResult Validate(string? name, QdrantOptions options)
    {
        var faults = options.IsSet ? Faults(options).ToList() : [];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(QdrantOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length + uri.Query.Length > 0)
        {
            yield return "Qdrant:Url must be an address like http://qdrant:6333, without a name or key in it.";
        }

        if (!Name().IsMatch(options.Prefix)) yield return "Qdrant:Prefix must be 1 to 100 letters, digits, hyphens or underscores.";
        if (options.ApiKey.Length > 0 && options.ApiKeyFile.Length > 0) yield return "Set Qdrant:ApiKey or Qdrant:ApiKeyFile, not both.";
        if (options.ApiKey.Any(c => char.IsControl(c) || c > '~')) yield return "Qdrant:ApiKey may hold plain ASCII characters only.";
        if (options.ApiKeyFile.Length > 0 && !File.Exists(options.ApiKeyFile)) yield return $"Qdrant:ApiKeyFile names {options.ApiKeyFile}, which is not there.";
        if (options.CaCertificate.Length > 0 && !File.Exists(options.CaCertificate))
        {
            yield return $"Qdrant:CaCertificate names {options.CaCertificate}, which is not there.";
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

using System.Text.Json;

namespace RagDocs.Generation.Llama.Server;

internal static class JsonText
{
    /// <summary>The text of a JSON string. It is checked here and not while the body is read: half a character, or bytes that are no UTF-8.</summary>
    public static string Of(JsonElement value, string at)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw ApiException.Invalid(at, "must be a string.");
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Invalid(at, "holds half a character or bytes that are no UTF-8.");
        }
    }
}

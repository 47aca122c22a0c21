namespace RagDocs.Web.Components.Shared;

/// <summary>Where a document lies, as people read it.</summary>
internal static class DocumentLocation
{
    /// <summary>"HR / leave/leave-policy.pdf". A folder uploaded into a collection of its own name is not said twice.</summary>
    public static string Of(string collection, string path)
    {
        var twice = path.StartsWith(collection + "/", StringComparison.OrdinalIgnoreCase);
        return $"{collection} / {(twice ? path[(collection.Length + 1)..] : path)}";
    }
}

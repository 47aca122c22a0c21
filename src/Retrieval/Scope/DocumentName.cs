namespace RagDocs.Retrieval.Scope;

/// <summary>The words that a document goes by: its folders, its file name without the ending, and its title.</summary>
internal static class DocumentName
{
    /// <param name="path">With forward slashes.</param>
    public static string Of(string path, string title)
    {
        var file = path.LastIndexOf('/') + 1;
        var ending = path.LastIndexOf('.');
        var name = ending > file ? path[..ending] : path;
        // Joints of file names part words; in a text they would make codes of them.
        return $"{name.Replace('_', ' ').Replace('-', ' ').Replace('/', ' ')}\n{title}";
    }
}

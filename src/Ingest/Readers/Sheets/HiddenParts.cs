namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>Says which sheets or slides were left out because their author hid them. That is no fault of the document, so no warning.</summary>
internal static class HiddenParts
{
    private const int MostNamed = 20;

    public static string? Describe(IReadOnlyList<string> names, string kind)
    {
        if (names.Count == 0) return null;
        var named = string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");
        return $"Hidden and left out: {(names.Count == 1 ? kind : kind + "s")} {named}.";
    }
}

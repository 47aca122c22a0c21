using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;

namespace RagDocs.Ingest.Parts;

/// <summary>Makes the names of embedded files paths that can be shown, and different from each other.</summary>
internal static class PartNames
{
    /// <summary>The files whose names hold; the others are named as problems. Of equal names the later ones get a number.</summary>
    public static IEnumerable<EmbeddedFile> Checked(IEnumerable<EmbeddedFile> files, PartProblems problems)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!DocumentPath.TryNormalize(file.Path, out var path, out var problem)) problems.Add(file.Path, problem.TrimEnd('.'));
            else yield return file with { Path = Unused(path, used, numbers) };
        }
    }

    private static string Unused(string path, HashSet<string> used, Dictionary<string, int> numbers)
    {
        var unused = path;
        while (!used.Add(unused))
        {
            var number = numbers[path] = numbers.GetValueOrDefault(path, 1) + 1;
            var name = path.LastIndexOf('/') + 1;
            var dot = path.LastIndexOf('.');
            if (dot <= name) dot = path.Length;
            unused = $"{path[..dot]} ({number}){path[dot..]}";
        }

        return unused;
    }
}

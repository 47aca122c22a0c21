using System.Globalization;

namespace RagDocs.TestSupport;

/// <summary>A folder of many small, different files, the same every time, and a known set of changes to it.</summary>
public static class SmallFiles
{
    private const int PerFolder = 100;

    private static readonly string[] Subjects = ["pump", "valve", "contract", "invoice", "training", "laptop", "travel", "warranty"];
    private static readonly string[] Verbs = ["is checked", "is replaced", "is approved", "is stored", "is renewed", "is inspected"];
    private static readonly string[] Places = ["in the workshop", "at headquarters", "in warehouse two", "by the supplier", "by the team lead"];

    /// <summary>Writes the files that are not there yet.</summary>
    public static void Write(string folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var path = Path.Combine(folder, PathOf(i));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, TextOf(i, "first"));
        }
    }

    /// <summary>Changes 10 files, moves 5 (one of them with a new name) and deletes 5, spread over the folder.</summary>
    public static FolderEdit Edit(string folder, int count)
    {
        var step = count / 21;
        string[] Pick(int from, int many) => [.. Enumerable.Range(from, many).Select(i => PathOf(i * step))];
        var edit = new FolderEdit(Pick(0, 10), Pick(10, 5), [.. Pick(10, 5).Select((p, i) => i == 0 ? "moved/renamed.md" : $"moved/{Path.GetFileName(p)}")], Pick(15, 5));
        for (var i = 0; i < edit.Changed.Count; i++) File.WriteAllText(Path.Combine(folder, edit.Changed[i]), TextOf(i * step, "second"));
        Directory.CreateDirectory(Path.Combine(folder, "moved"));
        for (var i = 0; i < edit.MovedFrom.Count; i++) File.Move(Path.Combine(folder, edit.MovedFrom[i]), Path.Combine(folder, edit.MovedTo[i]));
        foreach (var path in edit.Removed) File.Delete(Path.Combine(folder, path));
        return edit;
    }

    private static string PathOf(int number) => string.Create(CultureInfo.InvariantCulture, $"part-{number / PerFolder:000}/note-{number:00000}.md");

    private static string TextOf(int number, string edition)
    {
        var subject = Subjects[number % Subjects.Length];
        var lines = Enumerable.Range(0, 6).Select(i =>
            $"The {subject} number {number.ToString(CultureInfo.InvariantCulture)} {Verbs[(number + i) % Verbs.Length]} {Places[(number / 7 + i) % Places.Length]} every {2 + (number + i) % 11} months.");
        return $"# {subject} {number.ToString(CultureInfo.InvariantCulture)}, {edition} edition\n\n{string.Join(' ', lines)}\n";
    }
}

/// <summary>What was done to a folder; paths relative to it.</summary>
public sealed record FolderEdit(IReadOnlyList<string> Changed, IReadOnlyList<string> MovedFrom, IReadOnlyList<string> MovedTo, IReadOnlyList<string> Removed);

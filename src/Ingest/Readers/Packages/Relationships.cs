using System.Xml;

namespace RagDocs.Ingest.Readers.Packages;

/// <summary>
/// The parts of an Office Open XML file that a part points to (ECMA-376 part 2). Links out of the file are left out. Types are told by
/// their last word, which the transitional and the strict variant of the format share.
/// </summary>
internal sealed class Relationships
{
    private readonly Dictionary<string, (string Type, string Part)> _byId = new(StringComparer.Ordinal);

    /// <param name="package">The file.</param>
    /// <param name="part">Whose relationships; empty for those of the file.</param>
    public Relationships(PackageFile package, string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var folder = part[..slash];
        using var reader = package.Read($"{folder}_rels/{part[slash..]}.rels");
        while (reader is not null && reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" } || reader.GetAttribute("TargetMode") == "External") continue;
            if (reader.GetAttribute("Id") is not { } id || reader.GetAttribute("Type") is not { } type || reader.GetAttribute("Target") is not { } target) continue;
            _byId.TryAdd(id, (type[(type.LastIndexOf('/') + 1)..], Resolve(folder, target)));
        }
    }

    /// <summary>The part of that id; null when there is none.</summary>
    public string? Part(string? id) => id is not null && _byId.TryGetValue(id, out var found) ? found.Part : null;

    /// <summary>The first part of that type; null when there is none.</summary>
    public string? OfType(string type) => _byId.Values.FirstOrDefault(r => r.Type == type).Part;

    /// <summary>All parts of that type.</summary>
    public IEnumerable<string> AllOfType(string type) => _byId.Values.Where(r => r.Type == type).Select(r => r.Part);

    /// <summary>Whether the id points to a part of that type.</summary>
    public bool IsOfType(string? id, string type) => id is not null && _byId.TryGetValue(id, out var found) && found.Type == type;

    /// <summary>The part that holds the document itself; null when the file names none.</summary>
    public static string? MainPart(PackageFile package) => new Relationships(package, "").OfType("officeDocument");

    private static string Resolve(string folder, string target)
    {
        var steps = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "..") steps.RemoveRange(Math.Max(0, steps.Count - 1), Math.Min(1, steps.Count));
            else if (step != ".") steps.Add(step);
        }

        return Uri.UnescapeDataString(string.Join('/', steps));
    }
}

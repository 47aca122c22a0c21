namespace RagDocs.Web.Components.Layout;

/// <summary>A page in the side bar or the tabs.</summary>
/// <param name="Text">Key of its name.</param>
internal sealed record NavigationItem(string Href, string Icon, string Text, bool ForAdministrators = false)
{
    public static IReadOnlyList<NavigationItem> All { get; } =
    [
        new("", "message-circle", "Nav.Ask"),
        new("library", "library", "Nav.Library") { Below = ["sources"] },
        new("jobs", "clock", "Nav.Jobs", ForAdministrators: true),
        new("retrieval", "search", "Nav.Retrieval", ForAdministrators: true) { OnlyBeside = true },
        new("quality", "chart-line", "Nav.Quality", ForAdministrators: true) { OnlyBeside = true },
        new("settings", "sliders-horizontal", "Nav.Settings") { Below = ["models"] },
    ];

    /// <summary>Pages that are reached from this one and have no entry of their own.</summary>
    public IReadOnlyList<string> Below { get; init; } = [];

    /// <summary>It has no tab on a phone, where four are enough: the settings lead to it.</summary>
    public bool OnlyBeside { get; init; }

    /// <param name="path">Relative to the base, without query.</param>
    public bool IsCurrent(string path) => Href.Length == 0
        ? path.Length == 0 || path.StartsWith("c/", StringComparison.Ordinal)
        : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal) || Below.Contains(path);
}

using System.CommandLine;

namespace RagDocs.Web.Cli;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder (else RAGDOCS_DATA, else ./data)", Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON, one object a line", Recursive = true };

    public static readonly Option<string?> Collection = new("--collection") { Description = "Name of the collection; without it, all of them" };

    public static readonly Option<int> Top = new("--top") { Description = "Number of passages", DefaultValueFactory = _ => 10 };
}

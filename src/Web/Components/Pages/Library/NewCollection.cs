namespace RagDocs.Web.Components.Pages.Library;

/// <summary>A collection as it is being typed in.</summary>
public sealed class NewCollection
{
    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public bool OpenToEveryone { get; set; } = true;
}

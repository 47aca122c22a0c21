namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>What a person thinks of an answer.</summary>
internal sealed record Rating(bool Helpful, string Comment);

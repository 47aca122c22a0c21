namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>What a person thinks of an answer.</summary>
public sealed record Rating(bool Helpful, string Comment);

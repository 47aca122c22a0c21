namespace RagDocs.Web.Resources;

/// <summary>Names the resource files beside it: every text the pages show, in English (Texts.resx) and German (Texts.de.resx).</summary>
public sealed class Texts
{
    private Texts()
    {
    }
}

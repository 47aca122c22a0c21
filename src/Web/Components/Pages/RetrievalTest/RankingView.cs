namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>Which rankings are shown once settings are tried.</summary>
public enum RankingView
{
    Both,
    InUse,
    Trial,
}

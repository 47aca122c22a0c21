namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>Which rankings are shown once settings are tried.</summary>
internal enum RankingView
{
    Both,
    InUse,
    Trial,
}

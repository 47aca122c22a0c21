namespace RagDocs.Web.Components.Pages.Library;

/// <summary>How far an upload is.</summary>
/// <param name="Sent">Bytes.</param>
/// <param name="Total">Bytes; 0 before the first report.</param>
/// <param name="Done">Files the server has taken.</param>
/// <param name="Waiting">The connection is gone; it goes on by itself.</param>
internal sealed record UploadProgress(string Collection, long Sent, long Total, int Done, int Files, TimeSpan Elapsed, bool Waiting = false)
{
    public double Share => Total == 0 ? 0 : (double)Sent / Total;

    /// <summary>Bytes a second so far.</summary>
    public double Speed => Elapsed > TimeSpan.Zero ? Sent / Elapsed.TotalSeconds : 0;

    /// <summary>At the speed so far; null while that says nothing yet.</summary>
    public TimeSpan? Left => Speed > 0 && Elapsed > TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds((Total - Sent) / Speed) : null;
}

namespace RagDocs.Generation.Llama.Engine.Text;

/// <summary>From the bytes of tokens to the text that is shown: whole characters, ending before the first stop string.</summary>
internal sealed class AnswerText(IReadOnlyList<string> stops)
{
    private readonly Utf8Pieces _characters = new();
    private readonly StopMatcher _stop = new(stops);

    public bool Stopped => _stop.Stopped;

    public string Add(ReadOnlySpan<byte> piece) => _stop.Add(_characters.Add(piece));

    public string Finish() => Stopped ? "" : _stop.Add(_characters.Finish()) + _stop.Finish();
}

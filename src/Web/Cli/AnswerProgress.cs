using RagDocs.Generation;

namespace RagDocs.Web.Cli;

/// <summary>One changing line on a terminal while an answer is made: the stage, the place in the queue, the sentence being written.</summary>
internal sealed class AnswerProgress : IDisposable
{
    // Error output, so that what is written to standard output stays the answer alone.
    private readonly bool _shown = !Console.IsErrorRedirected;
    private int _length;

    public void Show(AnswerEvent answerEvent)
    {
        switch (answerEvent)
        {
            case StageStarted stage:
                Write(stage.Stage + " …");
                break;
            case QueueMoved moved:
                Write($"Place {moved.Place} in the queue …");
                break;
            case SentenceDrafted draft:
                Write(draft.Text);
                break;
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose() => Write("");

    private void Write(string text)
    {
        if (!_shown) return;
        var width = Math.Max(20, Console.WindowWidth - 1);
        var line = new string([.. (text.Length > width ? text[^width..] : text).Select(c => char.IsControl(c) ? ' ' : c)]);
        Console.Error.Write($"\r{line.PadRight(_length)}\r{line}");
        _length = line.Length;
    }
}

using Microsoft.Extensions.AI;
using RagDocs.Generation.Languages;
using RagDocs.Generation.Llama;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Prompts;

/// <summary>
/// Composes the prompt for a cited answer: the rules, which are the same for everybody who asks in this language, then the fenced passages, best
/// first, then the question. What does not fit is left out passage by passage from the worst; no text is ever cut.
/// </summary>
/// <param name="prompts">In the language that is answered in.</param>
/// <param name="count">The model's tokenizer; null: tokens are estimated.</param>
internal sealed class PromptBuilder(PromptSet prompts, PromptStyle style, TokenCount? count = null)
{
    /// <summary>A question shorter than this is never what makes a prompt too long.</summary>
    private const int ShortQuestion = 64;

    /// <summary>A passage whose prompt is estimated to be this much too long is still counted.</summary>
    private const double Doubtful = 1.05;

    /// <param name="answer">The language to answer in; null: the question's, whatever it is.</param>
    /// <param name="passages">Best first.</param>
    /// <param name="budget">Tokens the prompt may have: the context without the answer.</param>
    /// <exception cref="QuestionTooLongException">The question takes the room of the best passage.</exception>
    /// <exception cref="PromptTooLongException">Not even the best passage fits.</exception>
    public async Task<Prompt> BuildAsync(string question, Language? answer, IReadOnlyList<Passage> passages, int budget, CancellationToken cancellationToken)
    {
        var pieces = new Pieces(prompts, style, PassageFence.OnOneLine(question), answer, passages);
        var (fits, tooMany) = (0, passages.Count + 1);
        var (best, smallest, ratio, counted) = ((IReadOnlyList<ChatMessage>?)null, 0, 1.0, false);
        var tokens = 0;
        // Counting costs a request: the estimate, corrected by what was counted before, says where to look.
        while (fits + 1 < tooMany && (fits == 0 || pieces.Estimate(fits + 1) * ratio <= budget * Doubtful))
        {
            var next = Math.Clamp(pieces.Fitting((int)(budget / ratio)), fits + 1, tooMany - 1);
            var messages = pieces.Messages(next);
            var exact = count is null ? null : await count(messages, cancellationToken);
            var needed = exact ?? pieces.Estimate(next);
            if (exact is not null) (ratio, counted) = (Math.Max(0.1, (double)exact.Value / pieces.Estimate(next)), true);
            if (needed <= budget) (fits, best, tokens) = (next, messages, needed);
            else (tooMany, smallest) = (next, needed);
        }

        return best is null
            ? throw await TooLongAsync(pieces, smallest, budget, ratio, cancellationToken)
            : new Prompt(best, fits, tokens) { Refusal = prompts.Refusal, Counted = counted };
    }

    private async Task<LlamaException> TooLongAsync(Pieces pieces, int needed, int budget, double ratio, CancellationToken cancellationToken)
    {
        var question = (int)Math.Ceiling(pieces.QuestionEstimate * ratio);
        if (count is not null && await count(pieces.Messages(0), cancellationToken) is { } with && await count(pieces.WithoutQuestion(), cancellationToken) is { } without) question = with - without;
        var room = budget - (needed - question);
        return question > ShortQuestion && room > 0 ? new QuestionTooLongException(question, room) : new PromptTooLongException(needed, budget);
    }

    /// <summary>The pieces of one prompt, with what each is estimated to need.</summary>
    private sealed class Pieces
    {
        private readonly PromptSet _prompts;
        private readonly PromptStyle _style;
        private readonly Language? _answer;
        private readonly string _asked;
        private readonly List<string> _fenced;
        private readonly List<int> _estimates;

        public Pieces(PromptSet prompts, PromptStyle style, string question, Language? answer, IReadOnlyList<Passage> passages)
        {
            (_prompts, _style, _answer) = (prompts, style, answer);
            _asked = "\n" + prompts.Ask(question, answer, style);
            _fenced = [.. passages.Select((p, i) => PassageFence.Around(i + 1, p))];
            QuestionEstimate = TokenEstimate.Of(question);
            _estimates = [TokenEstimate.Of(prompts.Rules) + TokenEstimate.Of(_asked) + (2 * TokenEstimate.Template)];
            foreach (var text in _fenced) _estimates.Add(_estimates[^1] + TokenEstimate.Of(text));
        }

        public int QuestionEstimate { get; }

        public int Estimate(int passages) => _estimates[passages];

        public int Fitting(int budget) => _estimates.FindLastIndex(e => e <= budget);

        public IReadOnlyList<ChatMessage> Messages(int passages) => Prompt.Compose(_style, _prompts.Rules, string.Concat(_fenced.Take(passages)) + _asked);

        public IReadOnlyList<ChatMessage> WithoutQuestion() => Prompt.Compose(_style, _prompts.Rules, "\n" + _prompts.Ask("", _answer, _style));
    }
}

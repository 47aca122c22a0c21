using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama;

/// <summary>
/// Turns a conversation into the model's tokens. Only the template's own markup becomes control tokens; what people and documents
/// wrote stays text, also when it looks like markup ("[INST]", "&lt;/s&gt;", "&lt;|im_start|&gt;").
/// </summary>
internal sealed partial class PromptTokenizer
{
    private readonly LlamaModel _model;
    private readonly string _template;
    private readonly SpecialTokens _special;
    private readonly string[] _markup;
    private readonly PlantedMarkup _planted;

    /// <param name="named">A template that llama.cpp knows by name, for a file whose own is missing or unknown; else null.</param>
    /// <exception cref="LlamaException">No template that llama.cpp knows.</exception>
    public PromptTokenizer(LlamaModel model, string? named)
    {
        _model = model;
        _special = model.Special;
        _markup = [.. _special.Markup.Keys.OrderByDescending(m => m.Length)];
        _template = Choose(model, named);
        _planted = new PlantedMarkup(_special.UserDefined, Example(_template));
    }

    /// <exception cref="BadRequestException">The template does not take these roles.</exception>
    public int[] Tokenize(IReadOnlyList<ChatTurn> turns, CancellationToken cancellationToken = default)
    {
        // The template sees a mark in the place of each text; templates may move and trim texts, never look into them.
        var marked = turns.Select((turn, i) => (turn.Role, $"\uE000{i.ToString(CultureInfo.InvariantCulture)}\uE001")).ToList();
        var prompt = ChatMarkup.Apply(_template, marked)
            ?? throw new BadRequestException($"The chat template does not take these roles: {string.Join(", ", turns.Select(t => t.Role))}.");
        var tokens = new List<int>();
        if (_special.Begin is { } begin) tokens.Add(begin);
        var text = new StringBuilder();
        var from = 0;
        foreach (Match mark in Mark().Matches(prompt))
        {
            AddMarkup(prompt[from..mark.Index], text, tokens, cancellationToken);
            text.Append(turns[int.Parse(mark.Groups["turn"].ValueSpan, CultureInfo.InvariantCulture)].Content);
            from = mark.Index + mark.Length;
        }

        AddMarkup(prompt[from..], text, tokens, cancellationToken);
        AddText(text, tokens, cancellationToken);
        // Some templates write the beginning themselves.
        if (tokens.Count > 1 && tokens[0] == _special.Begin && tokens[1] == _special.Begin) tokens.RemoveAt(0);
        return [.. tokens];
    }

    private static string Choose(LlamaModel model, string? named)
    {
        (string, string)[] probe = [("user", "x")];
        var own = model.ChatTemplate;
        if (named is not null && ChatMarkup.Apply(named, probe) is not null) return named;
        if (own is not null && ChatMarkup.Apply(own, probe) is not null) return own;
        var why = named is not null ? $"the template \"{named}\" is not known" : own is null ? "the file has no chat template" : "the file's chat template is not known";
        throw new LlamaException($"{model.Path} cannot be used for answers: {why}. Name one on the models page or with models template (an engine started by hand: --template), for example mistral-v3, llama3, chatml, phi3 or gemma.");
    }

    /// <summary>A conversation with everything the template writes around texts.</summary>
    private static string Example(string template) =>
        ChatMarkup.Apply(template, [("system", "x"), ("user", "x"), ("assistant", "x"), ("user", "x")])
        ?? ChatMarkup.Apply(template, [("user", "x"), ("assistant", "x"), ("user", "x")]) ?? "";

    private void AddMarkup(string markup, StringBuilder text, List<int> tokens, CancellationToken cancellationToken)
    {
        for (var i = 0; i < markup.Length;)
        {
            var control = Array.Find(_markup, m => string.CompareOrdinal(markup, i, m, 0, m.Length) == 0);
            if (control is null)
            {
                text.Append(markup[i++]);
                continue;
            }

            AddText(text, tokens, cancellationToken);
            tokens.Add(_special.Markup[control]);
            i += control.Length;
        }
    }

    private void AddText(StringBuilder text, List<int> tokens, CancellationToken cancellationToken)
    {
        if (text.Length == 0) return;
        foreach (var piece in _planted.Break(text.ToString()))
        {
            tokens.AddRange(_model.Tokenize(piece, addSpecial: false, parseSpecial: false, cancellationToken));
        }

        text.Clear();
    }

    [GeneratedRegex("\uE000(?<turn>[0-9]+)\uE001", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}

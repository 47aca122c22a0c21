using System.Runtime.CompilerServices;
using System.Text;

namespace RagDocs.Generation.Llama.Native;

/// <summary>The tokens that are markup and not text, and what the model wants around a text.</summary>
/// <param name="Begin">First token of every prompt, or null when the model wants none.</param>
/// <param name="End">What ends a part, or null.</param>
/// <param name="Separator">What stands between two parts, or null.</param>
/// <param name="Markup">Text of a control token, or of one that the model's makers added (user-defined), → its id.</param>
/// <param name="UserDefined">Those of <paramref name="Markup"/> that llama.cpp recognises in every text, also where markup is to stay text.</param>
internal sealed record SpecialTokens(
    int? Begin, int? End, int? Separator, IReadOnlyDictionary<string, int> Markup, IReadOnlyList<string> UserDefined)
{
    private static readonly ConditionalWeakTable<LlamaModel, SpecialTokens> Known = [];

    public static SpecialTokens Of(LlamaModel model) => Known.GetValue(model, Read);

    private static SpecialTokens Read(LlamaModel model)
    {
        var vocabulary = model.Vocabulary;
        var markup = new Dictionary<string, int>(StringComparer.Ordinal);
        var userDefined = new List<string>();
        for (var token = 0; token < model.TokenCount; token++)
        {
            var attributes = NativeMethods.llama_vocab_get_attr(vocabulary, token);
            if ((attributes & (TokenAttributes.Control | TokenAttributes.UserDefined)) == TokenAttributes.None) continue;
            var text = Encoding.UTF8.GetString(model.ReadPiece(token, special: true));
            if (text.Length == 0) continue;
            markup.TryAdd(text, token);
            if (!attributes.HasFlag(TokenAttributes.Control)) userDefined.Add(text);
        }

        var end = NativeMethods.llama_vocab_eos(vocabulary);
        var separator = NativeMethods.llama_vocab_sep(vocabulary);
        var special = new SpecialTokens(
            NativeMethods.llama_vocab_get_add_bos(vocabulary) ? Id(NativeMethods.llama_vocab_bos(vocabulary)) : null,
            NativeMethods.llama_vocab_get_add_eos(vocabulary) ? Id(end) ?? Id(separator) : null,
            NativeMethods.llama_vocab_get_add_sep(vocabulary) ? Id(separator) : null,
            markup,
            userDefined);
        GC.KeepAlive(model.Handle);
        return special;
    }

    private static int? Id(int token) => token < 0 ? null : token;
}

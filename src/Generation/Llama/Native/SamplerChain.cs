using System.Numerics.Tensors;
using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// Draws one request's tokens: grammar, penalties, top-k, top-p, min-p, temperature, in llama.cpp's order. A drawn token is accepted
/// at once, so every call is the next token.
/// </summary>
internal sealed unsafe class SamplerChain : IDisposable
{
    private readonly SamplerHandle? _grammar;
    private readonly SamplerHandle? _chain;
    private readonly TokenData[] _candidates;

    private SamplerChain(SamplerHandle? grammar, SamplerHandle? chain, int vocabulary)
    {
        _grammar = grammar;
        _chain = chain;
        _candidates = chain is null && grammar is null ? [] : new TokenData[vocabulary];
    }

    /// <exception cref="BadRequestException">The grammar cannot be read, or an option is out of its range.</exception>
    public static SamplerChain Create(LlamaModel model, SamplingOptions options, string? grammar)
    {
        Check(options);
        var rules = grammar is null ? null : Grammar(model, grammar);
        var isPlain = options.Temperature == 0 && options is { RepeatPenalty: 1, FrequencyPenalty: 0, PresencePenalty: 0 };
        return new SamplerChain(rules, isPlain ? null : Chain(model, options), model.TokenCount);
    }

    /// <summary>Counts tokens of the prompt for the penalties; the grammar starts with the answer.</summary>
    public void Prime(ReadOnlySpan<int> prompt)
    {
        if (_chain is null) return;
        foreach (var token in prompt) NativeMethods.llama_sampler_accept(_chain, token);
    }

    /// <summary>Draws the token that follows a row of the last step.</summary>
    /// <exception cref="LlamaException">The grammar allows nothing that the vocabulary can say.</exception>
    public int Sample(LlamaContext context, int row)
    {
        var logits = context.Logits(row);
        // The grammar looks at every token of the vocabulary, which takes milliseconds: first see whether the choice without it is allowed.
        var token = Choose(logits, withGrammar: false);
        if (_grammar is not null && !IsAllowed(token)) token = Choose(logits, withGrammar: true);
        // Only a token the grammar allows may be accepted: any other would end the process.
        if (_grammar is not null) NativeMethods.llama_sampler_accept(_grammar, token);
        if (_chain is not null) NativeMethods.llama_sampler_accept(_chain, token);
        return token;
    }

    public void Dispose()
    {
        _grammar?.Dispose();
        _chain?.Dispose();
    }

    private int Choose(ReadOnlySpan<float> logits, bool withGrammar)
    {
        if (_chain is null && !withGrammar) return TensorPrimitives.IndexOfMax(logits);
        for (var i = 0; i < logits.Length; i++) _candidates[i] = new TokenData { Id = i, Logit = logits[i] };
        fixed (TokenData* data = _candidates)
        {
            var array = new TokenDataArray { Data = data, Size = (nuint)logits.Length, Selected = -1 };
            if (withGrammar)
            {
                NativeMethods.llama_sampler_apply(_grammar!, &array);
                if (Best(array) < 0) throw new LlamaException("The grammar allows nothing that this model's vocabulary can say. Allow more characters in it.");
            }

            if (_chain is null) return Best(array);
            NativeMethods.llama_sampler_apply(_chain, &array);
            if (array.Selected < 0 || array.Selected >= (long)array.Size) throw new LlamaException("llama.cpp chose no token.");
            return data[array.Selected].Id;
        }
    }

    /// <summary>The likeliest candidate's id, or -1 when all are forbidden.</summary>
    private static int Best(TokenDataArray candidates)
    {
        var (best, id) = (float.NegativeInfinity, -1);
        for (nuint i = 0; i < candidates.Size; i++)
        {
            if (candidates.Data[i].Logit > best) (best, id) = (candidates.Data[i].Logit, candidates.Data[i].Id);
        }

        return id;
    }

    private bool IsAllowed(int token)
    {
        var one = new TokenData { Id = token, Logit = 1 };
        var array = new TokenDataArray { Data = &one, Size = 1, Selected = -1 };
        NativeMethods.llama_sampler_apply(_grammar!, &array);
        return !float.IsNegativeInfinity(one.Logit);
    }

    private static SamplerHandle Grammar(LlamaModel model, string grammar)
    {
        GrammarGuard.Check(grammar);
        _ = LlamaLog.TakeErrors();
        var rules = NativeMethods.llama_sampler_init_grammar(model.Vocabulary, grammar, "root");
        // Its own parser writes the cause, with the whole grammar, to standard error: what it would not take is found by the guard.
        if (rules == 0) throw new BadRequestException($"The grammar cannot be used: {(LlamaLog.TakeErrors() is { Length: > 0 } cause ? cause : "llama.cpp does not say why")}. It must be GBNF with a rule named root.");
        return new SamplerHandle(rules, model.Handle);
    }

    private static SamplerHandle Chain(LlamaModel model, SamplingOptions options)
    {
        var chain = new SamplerHandle(NativeMethods.llama_sampler_chain_init(NativeMethods.llama_sampler_chain_default_params()), model.Handle);
        if (options is not { RepeatPenalty: 1, FrequencyPenalty: 0, PresencePenalty: 0 })
        {
            Add(NativeMethods.llama_sampler_init_penalties(
                model.TokenCount, options.PenaltyTokens, options.RepeatPenalty, options.FrequencyPenalty, options.PresencePenalty));
        }

        if (options.Temperature == 0)
        {
            Add(NativeMethods.llama_sampler_init_greedy());
            return chain;
        }

        if (options.TopK > 0) Add(NativeMethods.llama_sampler_init_top_k(options.TopK));
        if (options.TopP < 1) Add(NativeMethods.llama_sampler_init_top_p(options.TopP, 1));
        if (options.MinP > 0) Add(NativeMethods.llama_sampler_init_min_p(options.MinP, 1));
        Add(NativeMethods.llama_sampler_init_temp(options.Temperature));
        Add(NativeMethods.llama_sampler_init_dist(options.Seed ?? (uint)Random.Shared.NextInt64(uint.MaxValue)));
        return chain;

        void Add(nint sampler) => NativeMethods.llama_sampler_chain_add(chain, sampler);
    }

    // Values outside these ranges make numbers that are no numbers, or an assertion that ends the process.
    private static void Check(SamplingOptions options)
    {
        Require(float.IsFinite(options.Temperature) && options.Temperature is >= 0 and <= 10, "temperature", "0 to 10");
        Require(options.TopK >= 0, "top_k", "0 (no limit) or more");
        Require(options.TopP is > 0 and <= 1, "top_p", "above 0, at most 1");
        Require(options.MinP is >= 0 and <= 1, "min_p", "0 to 1");
        Require(float.IsFinite(options.RepeatPenalty) && options.RepeatPenalty is > 0 and <= 10, "repeat_penalty", "above 0, at most 10");
        Require(options.FrequencyPenalty is >= -2 and <= 2, "frequency_penalty", "-2 to 2");
        Require(options.PresencePenalty is >= -2 and <= 2, "presence_penalty", "-2 to 2");
        Require(options.PenaltyTokens is >= 0 and <= 8192, "penalty tokens", "0 to 8192");
    }

    private static void Require(bool holds, string name, string range)
    {
        if (!holds) throw new BadRequestException($"{name} must be {range}.");
    }
}

using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Llama)]
    public static partial nint llama_sampler_chain_init(SamplerChainParams parameters);

    /// <summary>The chain owns what is added.</summary>
    [LibraryImport(Llama)]
    public static partial void llama_sampler_chain_add(SamplerHandle chain, nint sampler);

    [LibraryImport(Llama)]
    public static partial void llama_sampler_free(nint sampler);

    [LibraryImport(Llama)]
    public static partial void llama_sampler_reset(SamplerHandle sampler);

    [LibraryImport(Llama)]
    public static partial void llama_sampler_apply(SamplerHandle sampler, TokenDataArray* candidates);

    [LibraryImport(Llama)]
    public static partial void llama_sampler_accept(SamplerHandle sampler, int token);

    [LibraryImport(Llama)]
    public static partial nint llama_sampler_init_greedy();

    [LibraryImport(Llama)]
    public static partial nint llama_sampler_init_dist(uint seed);

    [LibraryImport(Llama)]
    public static partial nint llama_sampler_init_temp(float temperature);

    [LibraryImport(Llama)]
    public static partial nint llama_sampler_init_top_k(int k);

    [LibraryImport(Llama)]
    public static partial nint llama_sampler_init_top_p(float p, nuint keep);

    [LibraryImport(Llama)]
    public static partial nint llama_sampler_init_min_p(float p, nuint keep);

    [LibraryImport(Llama)]
    public static partial nint llama_sampler_init_penalties(int vocabularySize, int last, float repeat, float frequency, float presence);

    /// <summary>Zero for a grammar that cannot be read.</summary>
    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint llama_sampler_init_grammar(nint vocabulary, string grammar, string root);
}

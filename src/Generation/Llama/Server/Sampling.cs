using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>
/// The sampling options of a request. OpenAI's default temperature is 1; here it is 0, because answers from documents are to be the
/// same each time and the prompt lookup works on the likeliest token.
/// </summary>
internal static class Sampling
{
    public static SamplingOptions Read(ChatCompletionRequest request)
    {
        var none = new SamplingOptions();
        return new SamplingOptions
        {
            Temperature = Within("temperature", request.Temperature, 0, 2) ?? none.Temperature,
            TopK = request.TopK switch
            {
                null or -1 => none.TopK, // vLLM's word for no limit.
                < 0 => throw ApiException.Invalid("top_k", $"must be at least 0; it is {request.TopK}."),
                { } k => k,
            },
            TopP = Within("top_p", request.TopP, 0, 1) ?? none.TopP,
            MinP = Within("min_p", request.MinP, 0, 1) ?? none.MinP,
            RepeatPenalty = Within("repeat_penalty", request.RepeatPenalty, 0.1f, 10) ?? none.RepeatPenalty,
            FrequencyPenalty = Within("frequency_penalty", request.FrequencyPenalty, -2, 2) ?? none.FrequencyPenalty,
            PresencePenalty = Within("presence_penalty", request.PresencePenalty, -2, 2) ?? none.PresencePenalty,
            // Any whole number is allowed on the wire, the library takes 32 bits; -1 is llama-server's word for none.
            Seed = request.Seed is { } seed and not -1 ? unchecked((uint)(seed ^ (seed >> 32))) : null,
        };
    }

    private static float? Within(string field, float? value, float lowest, float highest) =>
        value is null || (value >= lowest && value <= highest) // Also false for what is not a number.
            ? value : throw ApiException.Invalid(field, FormattableString.Invariant($"must be between {lowest} and {highest}; it is {value}."));
}

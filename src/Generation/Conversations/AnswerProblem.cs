using RagDocs.Generation.Llama;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Conversations;

/// <summary>What an asker is told when an answer could not be written (pure). Addresses, keys and servers' own words are for the log only.</summary>
internal static class AnswerProblem
{
    private const string TellAdministrator = "Ask again in a moment; if it happens again, tell your administrator: the log says why.";

    public static string Of(Exception failure) => failure switch
    {
        ModelServerException { Problem: ModelServerProblem.Busy, RetryAfter: { } wait } =>
            $"The language model has too much to do. Ask again in {Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))} s.",
        ModelServerException { Problem: ModelServerProblem.Busy } => "The language model has too much to do. Ask again in a moment.",
        ModelServerException { Problem: ModelServerProblem.Unreachable } => "The language model could not be reached, or the connection broke. " + TellAdministrator,
        ModelServerException { Problem: ModelServerProblem.TimedOut } => "The language model did not answer in time. " + TellAdministrator,
        ModelServerException { Problem: ModelServerProblem.PromptTooLong } or PromptTooLongException =>
            "The passages found do not fit into the language model. Ask for something narrower, or tell your administrator: its context is too small.",
        QuestionTooLongException tooLong => tooLong.Message,
        ModelServerException { Problem: ModelServerProblem.Failed or ModelServerProblem.BrokenAnswer } => "The language model failed. " + TellAdministrator,
        ModelServerException => "The language model's server refused the request. Tell your administrator: its settings are wrong, and the log says which.",
        LlamaException => "The language model of this machine cannot be used. " + TellAdministrator,
        _ => "The answer could not be written. Ask again; if it happens again, tell your administrator.",
    };
}

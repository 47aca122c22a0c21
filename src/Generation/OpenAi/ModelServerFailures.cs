using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace RagDocs.Generation.OpenAi;

/// <summary>Turns what went wrong with one endpoint into a <see cref="ModelServerException"/> that says what, where and what to do.</summary>
internal sealed class ModelServerFailures(OpenAiEndpoint endpoint)
{
    private string Server => endpoint.Socket is null ? $"The model server at {endpoint.Place}" : "The language model engine of this machine";

    private string Start => endpoint.Socket is null
        ? $"Check that it runs and that {endpoint.Settings}:Address is right."
        : "It is started again by itself; ask again in a moment. If it happens again, the engine's log says why.";

    /// <summary>An answer with an error status.</summary>
    public ModelServerException Of(HttpStatusCode status, RetryConditionHeaderValue? retry, ServerErrorBody body, DateTimeOffset now)
    {
        var (code, said) = ((int)status, Quoted(body));
        var (problem, message) = code switch
        {
            _ when body.SaysTooLong || code == 413 => TooLong(said),
            _ when body.SaysNoSystemRole => (ModelServerProblem.Rejected,
                $"The model “{endpoint.Model}” at {endpoint.Place} takes no system text{said}. Set {endpoint.Settings}:PromptStyle to UserOnly."),
            401 or 403 => (ModelServerProblem.KeyRefused,
                $"{Server} refused the key (HTTP {code}){said}. Set {endpoint.Settings}:ApiKey or ApiKeyFile to a valid one."),
            404 => (ModelServerProblem.NotFound,
                $"{Server} has no model “{endpoint.Model}” or is no OpenAI-compatible server (HTTP 404){said}. Check {endpoint.Settings}:Model and Address."),
            429 or 503 => (ModelServerProblem.Busy, $"{Server} has too much to do or is still loading its model (HTTP {code}){said}. Ask again in a moment."),
            >= 500 or 408 => (ModelServerProblem.Failed, $"{Server} failed (HTTP {code}){said}. Its own log says why."),
            >= 300 and < 400 => (ModelServerProblem.Rejected, $"{Server} answers with a redirection (HTTP {code}), which is not followed. Name the final address."),
            _ => (ModelServerProblem.Rejected, $"{Server} does not accept the request (HTTP {code}){said}."),
        };
        var wait = retry?.Delta ?? (retry?.Date is { } date ? date - now : null);
        return new ModelServerException(problem, message)
        {
            Status = code, Detail = body.Message, RetryAfter = wait > TimeSpan.Zero ? wait : null,
        };
    }

    /// <summary>An error told inside a stream that began well.</summary>
    public ModelServerException InStream(ServerErrorBody body)
    {
        var said = Quoted(body);
        var (problem, message) = body.SaysTooLong ? TooLong(said)
            : body.SaysBusy ? (ModelServerProblem.Busy, $"{Server} has too much to do{said}. Ask again in a moment.")
            : (ModelServerProblem.Failed, $"{Server} failed while it was writing{said}. Ask again; its own log says why.");
        return new ModelServerException(problem, message) { Detail = body.Message };
    }

    /// <summary>No connection, or it broke; <paramref name="cause"/> is told to logs only.</summary>
    public ModelServerException Of(HttpRequestException cause) => cause.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => new(ModelServerProblem.Rejected, Untrusted(cause), cause),
        HttpRequestError.NameResolutionError => new(
            ModelServerProblem.Unreachable, $"{Server} was not found: its name is not known in this network. {Start}", cause),
        HttpRequestError.ConnectionError => new(ModelServerProblem.Unreachable, $"{Server} could not be reached. {Start}", cause),
        _ => Broken(cause),
    };

    public ModelServerException Broken(Exception? cause) =>
        new(ModelServerProblem.Unreachable, $"{Server} broke the connection before the answer was complete. {Start}", cause);

    public ModelServerException TimedOut(TimeSpan patience) => new(
        ModelServerProblem.TimedOut, $"{Server} sent nothing for {patience.TotalSeconds:0.#} s. It may be overloaded; ask again, or raise the timeouts under LanguageModel.");

    public ModelServerException NotUnderstood(string what, Exception? cause = null) =>
        new(ModelServerProblem.BrokenAnswer, $"{Server} sent {what}. Check that it is an OpenAI-compatible server (vLLM, TGI, LMDeploy, Ollama, llama-server).", cause);

    private string Untrusted(HttpRequestException cause) => cause.InnerException is AuthenticationException
        ? $"{Server} shows a certificate that is not trusted here. Name the authority that signed it in {endpoint.Settings}:CaCertificate."
        : $"{Server} does not speak TLS as expected. Check whether the address begins with http or https.";

    private (ModelServerProblem Problem, string Message) TooLong(string said) => (
        ModelServerProblem.PromptTooLong,
        $"The prompt is longer than {(endpoint.Socket is null ? $"the model server at {endpoint.Place}" : "the engine")} takes{said}. "
        + $"Set {endpoint.Settings}:ContextTokens to its context, or give the model a longer one.");

    private static string Quoted(ServerErrorBody body) => body.Message.Length > 0 ? $", saying “{body.Message.TrimEnd('.')}”" : "";
}

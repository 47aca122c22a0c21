using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Turns what went wrong with the server into a <see cref="QdrantException"/>. Neither the key nor anything asked or stored stands in it.</summary>
internal sealed class QdrantFailures(Uri address, string key)
{
    private const int LongestQuote = 300;

    private string Server => $"The Qdrant server at {address.GetLeftPart(UriPartial.Authority)}";

    /// <param name="body">As sent: JSON with the error in its status, or plain text (401, 403, proxies).</param>
    public QdrantException Of(HttpStatusCode status, RetryConditionHeaderValue? retry, string body, DateTimeOffset now)
    {
        var (code, said) = ((int)status, Quoted(body));
        var (problem, message) = code switch
        {
            401 => (QdrantProblem.KeyRefused, $"{Server} refused the key (HTTP 401){said}. Set Qdrant:ApiKey or Qdrant:ApiKeyFile to a valid one."),
            403 => (QdrantProblem.KeyRefused, $"{Server} does not let this key do that (HTTP 403){said}. RagDocs needs a key that may read, write and make collections."),
            404 => (QdrantProblem.NotFound, $"{Server} does not have the collection asked for (HTTP 404){said}. It is built again from the catalog."),
            408 => (QdrantProblem.TimedOut, $"{Server} did not finish in time (HTTP 408){said}. It may be overloaded."),
            409 => (QdrantProblem.Exists, $"{Server} has that collection already (HTTP 409){said}."),
            413 => (QdrantProblem.Rejected, $"{Server} takes smaller requests only (HTTP 413){said}. Raise its service.max_request_size_mb."),
            429 => (QdrantProblem.Busy, $"{Server} has a limit on requests and it is reached (HTTP 429){said}. Try again later, or raise the limit."),
            503 => (QdrantProblem.Busy, $"{Server} is not ready (HTTP 503){said}. It may be starting, or a part of it is down; its own log says why."),
            507 => (QdrantProblem.OutOfSpace, $"{Server} has no space left (HTTP 507){said}. Give it more disk or a larger quota; what is missing is then added by itself."),
            >= 500 => (QdrantProblem.Failed, $"{Server} failed (HTTP {code}){said}. Its own log says why."),
            >= 300 and < 400 => (QdrantProblem.Rejected, $"{Server} answers with a redirection (HTTP {code}), which is not followed. Set Qdrant:Url to the final address."),
            _ => (QdrantProblem.Rejected, $"{Server} does not accept the request (HTTP {code}){said}."),
        };
        var wait = retry?.Delta ?? (retry?.Date is { } date ? date - now : null);
        return new QdrantException(problem, message) { RetryAfter = wait > TimeSpan.Zero ? wait : null };
    }

    public QdrantException Of(HttpRequestException cause) => cause.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => new(QdrantProblem.Untrusted, cause.InnerException is AuthenticationException
            ? $"{Server} shows a certificate that is not trusted here. Name the authority that signed it in Qdrant:CaCertificate."
            : $"{Server} does not speak TLS as expected. Check whether Qdrant:Url begins with http or https.", cause),
        HttpRequestError.NameResolutionError => new(
            QdrantProblem.Unreachable, $"{Server} was not found: its name is not known in this network. Check Qdrant:Url.", cause),
        HttpRequestError.ConnectionError => new(QdrantProblem.Unreachable, $"{Server} could not be reached. Check that it runs and that Qdrant:Url is right.", cause),
        HttpRequestError.ConfigurationLimitExceeded => NotUnderstood("a longer answer than is taken", cause),
        _ => new(QdrantProblem.Unreachable, $"{Server} broke the connection before the answer was complete. Check that it runs; its own log says why.", cause),
    };

    public QdrantException TimedOut(TimeSpan patience) => new(
        QdrantProblem.TimedOut, $"{Server} did not answer within {patience.TotalSeconds:0.#} s. It may be overloaded; raise Qdrant:SearchSeconds or Qdrant:WriteSeconds if that is usual.");

    public QdrantException NotCompleted(string status) => new(
        QdrantProblem.NotCompleted, $"{Server} has taken a change in but not carried it out yet (“{Cut(status)}”). It is sent again with the next change or search.");

    public QdrantException WrongDimensions(string collection, int has, int wanted) => new(
        QdrantProblem.Rejected, $"The collection {collection} of {Server} holds vectors of {has} numbers, the embedding model makes {wanted}. "
            + "Another program may use the name: set Qdrant:Prefix to one of its own, or delete the collection; it is then built again.");

    public QdrantException NotUnderstood(string what, Exception? cause = null) =>
        new(QdrantProblem.BrokenAnswer, $"{Server} sent {what}. Check that Qdrant:Url names a Qdrant server (1.16 or newer).", cause);

    private string Quoted(string body)
    {
        var said = Cut(ErrorIn(body));
        // A proxy may send back what it got.
        if (key.Length > 0) said = said.Replace(key, "…", StringComparison.Ordinal);
        return said.Length > 0 ? $", saying “{said.TrimEnd('.')}”" : "";
    }

    private static string ErrorIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("status").GetProperty("error").GetString() ?? "";
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return body;
        }
    }

    private static string Cut(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestQuote ? line[..LongestQuote] + "…" : line;
    }
}

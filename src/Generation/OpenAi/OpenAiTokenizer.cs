using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.OpenAi;

/// <summary>Asks a server how many tokens a conversation has, its template's included: <c>POST /tokenize</c>, as vLLM has it.</summary>
internal sealed class OpenAiTokenizer(ModelServerConnection connection, ILogger log)
{
    /// <returns>Null when the server does not say: the prompt is then estimated, and the server refuses what is too long.</returns>
    public async Task<int?> CountAsync(IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> messages, CancellationToken cancellationToken)
    {
        var turns = ChatRequests.Of(connection.Endpoint, messages, new ChatOptions(), stream: false, connection.NoSystemRole).Messages;
        try
        {
            var answer = await connection.AskAsync<TokenizeRequest, TokenizeResponse>(
                "/tokenize", new TokenizeRequest { Model = connection.Endpoint.Model, Messages = turns }, cancellationToken);
            return answer.Count;
        }
        catch (ModelServerException failure)
        {
            Log.TokensNotCounted(log, failure);
            return null;
        }
    }
}

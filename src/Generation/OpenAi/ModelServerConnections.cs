namespace RagDocs.Generation.OpenAi;

/// <summary>Keeps one <see cref="ModelServerConnection"/> for each endpoint in use, so that questions share open connections.</summary>
public sealed class ModelServerConnections(ModelServerOptions options, TimeProvider time) : IDisposable
{
    private const int Kept = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<OpenAiEndpoint, ModelServerConnection> _connections = [];

    /// <exception cref="ModelServerException">The endpoint's certificate file cannot be used.</exception>
    public ModelServerConnection To(OpenAiEndpoint endpoint)
    {
        lock (_gate)
        {
            if (_connections.TryGetValue(endpoint, out var known)) return known;
            // Answers may still be coming over the ones dropped here, so they are left to end by themselves.
            if (_connections.Count >= Kept) _connections.Clear();
            return _connections[endpoint] = new ModelServerConnection(endpoint, options, time);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var connection in _connections.Values) connection.Dispose();
            _connections.Clear();
        }
    }
}

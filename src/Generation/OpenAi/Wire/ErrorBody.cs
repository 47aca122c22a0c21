namespace RagDocs.Generation.OpenAi.Wire;

/// <summary>How OpenAI-compatible servers tell an error: <c>{"error": {…}}</c>.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

/// <param name="Type">For example "invalid_request_error", "rate_limit_error", "server_error".</param>
/// <param name="Code">For example "context_length_exceeded".</param>
internal sealed record ErrorDetail(string Message, string? Type, string? Param, string? Code);

internal sealed record ModelList(string Object, IReadOnlyList<ModelEntry> Data);

internal sealed record ModelEntry(string Id, string Object, long Created, string OwnedBy);

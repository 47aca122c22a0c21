namespace RagDocs.Generation.Models;

/// <summary>Something about models that cannot be done now; the message says why and what to do.</summary>
public class ModelsException(string message) : Exception(message);

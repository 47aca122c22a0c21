namespace RagDocs.Generation;

/// <summary>Chooses who answers a question, each time anew: a language model may come and go while the service runs.</summary>
public delegate Task<IAnswerer> AnswererChoice(Question question, CancellationToken cancellationToken);

using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Sources;

/// <summary>Writes down who did what. Never holds question or document text.</summary>
public sealed class AuditLog(IDbContextFactory<RagDocsDbContext> contexts, TimeProvider time)
{
    public async Task WriteAsync(long? userId, string action, string subject, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(new AuditEvent { At = time.GetUtcNow(), UserId = userId, Action = action, Subject = subject });
        await db.SaveChangesAsync(cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>Keys, indexes and delete rules of the catalog's tables.</summary>
internal static class CatalogModel
{
    public static void Configure(ModelBuilder builder)
    {
        ConfigurePeople(builder);
        ConfigureDocuments(builder);
        ConfigureChunks(builder);
        ConfigureConversations(builder);
        ConfigureQuality(builder);
    }

    private static void ConfigurePeople(ModelBuilder builder)
    {
        builder.Entity<Group>().HasIndex(g => g.Name).IsUnique();
        builder.Entity<GroupMember>().HasKey(m => new { m.GroupId, m.UserId });
        builder.Entity<Collection>().HasIndex(c => c.Name).IsUnique();
        builder.Entity<CollectionReader>(reader =>
        {
            reader.HasIndex(r => new { r.CollectionId, r.UserId, r.GroupId }).IsUnique();
            reader.HasOne(r => r.User).WithMany().OnDelete(DeleteBehavior.Cascade);
            reader.HasOne(r => r.Group).WithMany().OnDelete(DeleteBehavior.Cascade);
            reader.ToTable(t => t.HasCheckConstraint("CK_CollectionReaders_OneReader", "(\"UserId\" IS NULL) <> (\"GroupId\" IS NULL)"));
        });
        builder.Entity<AuditEvent>().HasIndex(e => e.At);
    }

    private static void ConfigureDocuments(ModelBuilder builder)
    {
        builder.Entity<Document>(document =>
        {
            document.HasIndex(d => new { d.SourceId, d.Path }).IsUnique();
            document.HasIndex(d => new { d.State, d.NextAttemptAt });
            document.HasIndex(d => d.RunId);
            document.HasIndex(d => d.ContentHash);
            document.HasOne(d => d.Run).WithMany(r => r.Documents).OnDelete(DeleteBehavior.SetNull);
            // No foreign key: SQLite cannot add one without rebuilding the table outside a transaction.
            document.HasIndex(d => d.ParentId);
            document.HasMany(d => d.Versions).WithOne(v => v.Document).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<DocumentVersion>().HasIndex(v => new { v.DocumentId, v.Number }).IsUnique();
        builder.Entity<IngestAttempt>().HasIndex(a => new { a.DocumentId, a.Number });
        builder.Entity<IngestRun>().HasIndex(r => r.StartedAt);
    }

    private static void ConfigureChunks(ModelBuilder builder)
    {
        builder.Entity<Chunk>(chunk =>
        {
            chunk.HasIndex(c => new { c.VersionId, c.GenerationId, c.Ordinal }).IsUnique();
            chunk.HasIndex(c => new { c.DocumentId, c.Searchable });
            chunk.HasIndex(c => new { c.CollectionId, c.Searchable });
            chunk.HasOne(c => c.Version).WithMany(v => v.Chunks).OnDelete(DeleteBehavior.Cascade);
            chunk.HasOne(c => c.Vector).WithOne().HasForeignKey<ChunkVector>(v => v.ChunkId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<PageProblem>(problem =>
        {
            problem.HasIndex(p => new { p.VersionId, p.Page });
            problem.HasOne(p => p.Version).WithMany(v => v.PageProblems).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ChunkVector>().HasKey(v => v.ChunkId);
        builder.Entity<ChunkVector>().Property(v => v.ChunkId).ValueGeneratedNever();
    }

    private static void ConfigureConversations(ModelBuilder builder)
    {
        builder.Entity<Conversation>().HasIndex(c => new { c.UserId, c.UpdatedAt });
        builder.Entity<Message>().HasIndex(m => new { m.ConversationId, m.AskedAt });
        builder.Entity<Message>().HasIndex(m => m.ShareKey).IsUnique();
        builder.Entity<AnswerSentence>().HasIndex(s => new { s.MessageId, s.Ordinal });
        builder.Entity<Citation>(citation =>
        {
            citation.HasIndex(c => new { c.MessageId, c.Number });
            citation.HasOne(c => c.Document).WithMany().OnDelete(DeleteBehavior.Cascade);
            citation.HasOne(c => c.Version).WithMany().OnDelete(DeleteBehavior.Cascade);
            citation.HasOne(c => c.Chunk).WithMany().OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<Feedback>().HasIndex(f => f.MessageId).IsUnique();
    }

    private static void ConfigureQuality(ModelBuilder builder)
    {
        builder.Entity<QualitySet>().HasIndex(s => s.Name).IsUnique();
        builder.Entity<QualityQuestion>(question =>
        {
            question.HasIndex(q => q.SetId);
            question.HasMany(q => q.Places).WithOne(p => p.Question).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ExpectedPlace>().HasOne(p => p.Document).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.Entity<QualityRun>(run =>
        {
            run.HasIndex(r => new { r.SetId, r.At });
            run.HasMany(r => r.Results).WithOne(r => r.Run).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>The catalog: people and rights, documents and their queue, chunks, conversations, audit.</summary>
public sealed class RagDocsDbContext(DbContextOptions<RagDocsDbContext> options) : IdentityUserContext<User, long>(options)
{
    public DbSet<Group> Groups => Set<Group>();

    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    public DbSet<Collection> Collections => Set<Collection>();

    public DbSet<CollectionReader> CollectionReaders => Set<CollectionReader>();

    public DbSet<Source> Sources => Set<Source>();

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<DocumentVersion> DocumentVersions => Set<DocumentVersion>();

    public DbSet<Chunk> Chunks => Set<Chunk>();

    public DbSet<PageProblem> PageProblems => Set<PageProblem>();

    public DbSet<IndexGeneration> IndexGenerations => Set<IndexGeneration>();

    public DbSet<ChunkVector> ChunkVectors => Set<ChunkVector>();

    public DbSet<IndexChange> IndexChanges => Set<IndexChange>();

    public DbSet<IngestRun> IngestRuns => Set<IngestRun>();

    public DbSet<IngestAttempt> IngestAttempts => Set<IngestAttempt>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<Citation> Citations => Set<Citation>();

    public DbSet<Feedback> Feedback => Set<Feedback>();

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    public DbSet<QualitySet> QualitySets => Set<QualitySet>();

    public DbSet<QualityQuestion> QualityQuestions => Set<QualityQuestion>();

    public DbSet<QualityRun> QualityRuns => Set<QualityRun>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Unix milliseconds sort and compare in SQL on every provider; SQLite cannot order DateTimeOffset text.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
        configurationBuilder.Properties<DocumentState>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<WorkKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<PageProblemKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<GenerationState>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<RunState>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<RunKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<MessageState>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<SourceKind>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<UserRole>().HaveConversion<string>().HaveMaxLength(16);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>().ToTable("Users");
        builder.Entity<IdentityUserClaim<long>>().ToTable("UserClaims");
        builder.Entity<IdentityUserLogin<long>>().ToTable("UserLogins");
        builder.Entity<IdentityUserToken<long>>().ToTable("UserTokens");
        CatalogModel.Configure(builder);
    }
}

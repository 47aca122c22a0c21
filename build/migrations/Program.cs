using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using RagDocs.Retrieval.Store;

Console.WriteLine("This program only serves `dotnet ef`; see its project file.");

/// <summary>Gives `dotnet ef` a context without starting the service.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<RagDocsDbContext>
{
    public RagDocsDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<RagDocsDbContext>().UseSqlite("Data Source=design.db").Options);
}

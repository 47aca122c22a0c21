using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Access;

public sealed class AccessRightsTests : LibraryTest
{
    private AccessRights Rights => new(Library.Catalog);

    [Fact]
    public async Task AMemberReadsOpenCollectionsAndThoseOpenedToThemOrTheirGroup()
    {
        var user = await UserAsync(UserRole.Member);
        var other = await UserAsync(UserRole.Member);
        await using var db = Library.Catalog.CreateDbContext();
        var group = new Group { Name = "HR", Members = [new GroupMember { UserId = user }] };
        var strangers = new Group { Name = "Board", Members = [new GroupMember { UserId = other }] };
        var open = new Collection { Name = "open", OpenToEveryone = true };
        var personal = new Collection { Name = "personal", Readers = [new CollectionReader { UserId = user }] };
        var groups = new Collection { Name = "group's", Readers = [new CollectionReader { Group = group }] };
        var closed = new Collection { Name = "closed" };
        var foreign = new Collection { Name = "foreign", Readers = [new CollectionReader { UserId = other }, new CollectionReader { Group = strangers }] };
        db.AddRange(open, personal, groups, closed, foreign);
        await db.SaveChangesAsync();

        var scope = await Rights.ScopeForAsync(user, CancellationToken.None);
        Assert.Equal([open.Id, personal.Id, groups.Id], scope.Collections!.Order());
    }

    [Fact]
    public async Task AnAdministratorReadsEverything() =>
        Assert.Null((await Rights.ScopeForAsync(await UserAsync(UserRole.Administrator), CancellationToken.None)).Collections);

    [Theory]
    [InlineData(UserRole.Member)]
    [InlineData(UserRole.Administrator)]
    public async Task APersonWhoIsSwitchedOffReadsNothing(UserRole role)
    {
        await Library.CollectionAsync();
        var user = await UserAsync(role, DateTimeOffset.UnixEpoch);
        Assert.Empty((await Rights.ScopeForAsync(user, CancellationToken.None)).Collections!);
    }

    [Fact]
    public async Task AnUnknownPersonReadsNothing() =>
        Assert.Empty((await Rights.ScopeForAsync(4711, CancellationToken.None)).Collections!);

    [Fact]
    public async Task ADocumentOpensOnlyWithinTheScope()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave"]);
        await using var db = Library.Catalog.CreateDbContext();
        var current = db.DocumentVersions.Single().Id;
        Assert.NotNull(await Rights.OpenableVersionAsync(SearchScope.Of([document.CollectionId]), current, CancellationToken.None));
        Assert.NotNull(await Rights.OpenableVersionAsync(SearchScope.Everything, current, CancellationToken.None));
        Assert.Null(await Rights.OpenableVersionAsync(SearchScope.Of([document.CollectionId + 1]), current, CancellationToken.None));
        Assert.Null(await Rights.OpenableVersionAsync(SearchScope.Nothing, current, CancellationToken.None));
        Assert.Null(await Rights.OpenableVersionAsync(SearchScope.Everything, current + 1, CancellationToken.None));
    }

    [Fact]
    public async Task AnOldVersionOpensWithinTheScopeAsLongAsItsDocumentIsThere()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave"]);
        await using var db = Library.Catalog.CreateDbContext();
        var old = db.DocumentVersions.Single().Id;
        await Library.ReplaceAsync(document, ["New text"]);

        var opened = await Rights.OpenableVersionAsync(SearchScope.Of([document.CollectionId]), old, CancellationToken.None);
        Assert.Equal((1, document.Path), (opened!.Number, opened.Document!.Path));
        Assert.Null(await Rights.OpenableVersionAsync(SearchScope.Nothing, old, CancellationToken.None));
        var current = db.DocumentVersions.Max(v => v.Id);
        await Library.Index.RemoveAsync(document.Id, CancellationToken.None);
        Assert.Null(await Rights.OpenableVersionAsync(SearchScope.Everything, old, CancellationToken.None));
        Assert.Null(await Rights.OpenableVersionAsync(SearchScope.Everything, current, CancellationToken.None));
    }

    private async Task<long> UserAsync(UserRole role, DateTimeOffset? disabledAt = null)
    {
        await using var db = Library.Catalog.CreateDbContext();
        var user = new User { UserName = Some.Hash(), Role = role, DisabledAt = disabledAt };
        db.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }
}

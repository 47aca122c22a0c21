using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Access;

public sealed record GroupLine(long Id, string Name, IReadOnlyList<long> Members);

/// <param name="Users">Ids of the people named one by one.</param>
/// <param name="Groups">Ids of the groups named.</param>
public sealed record ReadersView(bool OpenToEveryone, IReadOnlyList<long> Users, IReadOnlyList<long> Groups);

/// <summary>Who may read which collection: groups, and the readers of each collection.</summary>
public sealed class Readership(IDbContextFactory<RagDocsDbContext> contexts)
{
    public async Task<IReadOnlyList<GroupLine>> GroupsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var groups = await db.Groups.Include(g => g.Members).OrderBy(g => g.Name).AsNoTracking().ToListAsync(cancellationToken);
        return groups.ConvertAll(g => new GroupLine(g.Id, g.Name, g.Members.ConvertAll(m => m.UserId)));
    }

    /// <exception cref="AccountException">The name is empty or taken.</exception>
    public async Task<long> AddGroupAsync(string name, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > 80) throw new AccountException("Give the group a name of 1 to 80 characters.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Groups.AnyAsync(g => g.Name == name, cancellationToken)) throw new AccountException($"There is a group named “{name}” already.");
        var group = new Group { Name = name };
        db.Add(group);
        await db.SaveChangesAsync(cancellationToken);
        return group.Id;
    }

    public async Task RemoveGroupAsync(long groupId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Groups.Where(g => g.Id == groupId).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task SetMembersAsync(long groupId, IReadOnlyCollection<long> userIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var group = await db.Groups.Include(g => g.Members).SingleAsync(g => g.Id == groupId, cancellationToken);
        group.Members.RemoveAll(m => !userIds.Contains(m.UserId));
        group.Members.AddRange(userIds.Except(group.Members.ConvertAll(m => m.UserId)).Select(id => new GroupMember { UserId = id }));
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<ReadersView> ReadersAsync(long collectionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var collection = await db.Collections.Include(c => c.Readers).AsNoTracking().SingleAsync(c => c.Id == collectionId, cancellationToken);
        return new ReadersView(
            collection.OpenToEveryone,
            [.. collection.Readers.Select(r => r.UserId).OfType<long>()],
            [.. collection.Readers.Select(r => r.GroupId).OfType<long>()]);
    }

    /// <summary>Works at once, for searches, citations and open pages alike.</summary>
    public async Task SetReadersAsync(
        long collectionId, bool openToEveryone, IReadOnlyCollection<long> userIds, IReadOnlyCollection<long> groupIds,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var collection = await db.Collections.Include(c => c.Readers).SingleAsync(c => c.Id == collectionId, cancellationToken);
        collection.OpenToEveryone = openToEveryone;
        collection.Readers.RemoveAll(r => (r.UserId is { } u && !userIds.Contains(u)) || (r.GroupId is { } g && !groupIds.Contains(g)));
        var (users, groups) = (collection.Readers.ConvertAll(r => r.UserId), collection.Readers.ConvertAll(r => r.GroupId));
        collection.Readers.AddRange(userIds.Where(id => !users.Contains(id)).Select(id => new CollectionReader { UserId = id }));
        collection.Readers.AddRange(groupIds.Where(id => !groups.Contains(id)).Select(id => new CollectionReader { GroupId = id }));
        await db.SaveChangesAsync(cancellationToken);
    }
}

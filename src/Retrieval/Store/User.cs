using Microsoft.AspNetCore.Identity;

namespace RagDocs.Retrieval.Store;

public enum UserRole
{
    /// <summary>Asks, and reads what the collections' readers allow.</summary>
    Member,

    /// <summary>Reads everything, adds documents, manages people and jobs.</summary>
    Administrator,
}

/// <summary>A person who signs in.</summary>
public sealed class User : IdentityUser<long>
{
    public string DisplayName { get; set; } = "";

    public UserRole Role { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Set when the account was switched off; its sessions end.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public List<GroupMember> Groups { get; set; } = [];
}

/// <summary>A named set of people that collections can be opened to.</summary>
public sealed class Group
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public List<GroupMember> Members { get; set; } = [];
}

public sealed class GroupMember
{
    public long GroupId { get; set; }

    public Group? Group { get; set; }

    public long UserId { get; set; }

    public User? User { get; set; }
}

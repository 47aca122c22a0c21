using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Access;

public sealed record PersonLine(long Id, string UserName, string DisplayName, UserRole Role, bool Disabled);

/// <summary>An account cannot be made or changed as asked; the message says why, for people.</summary>
public sealed class AccountException(string message) : Exception(message);

/// <summary>Accounts: who can sign in, and as what.</summary>
public sealed class People(IServiceScopeFactory scopes, IDbContextFactory<RagDocsDbContext> contexts, TimeProvider time)
{
    // No letters and digits that are mistaken for each other when read aloud.
    private const string PasswordAlphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 14;

    public async Task<IReadOnlyList<PersonLine>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.OrderBy(u => u.DisplayName).ThenBy(u => u.UserName)
            .Select(u => new PersonLine(u.Id, u.UserName!, u.DisplayName, u.Role, u.DisabledAt != null))
            .ToListAsync(cancellationToken);
    }

    /// <returns>A first password, to be shown once and changed by the person.</returns>
    /// <exception cref="AccountException">The user name is taken or not allowed.</exception>
    public async Task<string> AddAsync(string displayName, string userName, UserRole role)
    {
        var password = RandomNumberGenerator.GetString(PasswordAlphabet, PasswordLength);
        await AddAsync(displayName, userName, role, password);
        return password;
    }

    /// <exception cref="AccountException">The user name is taken or not allowed, or the password is too weak.</exception>
    public Task AddAsync(string displayName, string userName, UserRole role, string password) => WithUsersAsync(async users =>
    {
        var name = string.IsNullOrWhiteSpace(displayName) ? userName.Trim() : displayName.Trim();
        var user = new User { UserName = userName.Trim(), DisplayName = name, Role = role, CreatedAt = time.GetUtcNow() };
        ThrowIfFailed(await users.CreateAsync(user, password));
    });

    /// <summary>Sets a new password without knowing the old one; ends the person's sessions.</summary>
    public Task ResetPasswordAsync(string userName, string password) => WithUsersAsync(async users =>
    {
        var user = await users.FindByNameAsync(userName) ?? throw new AccountException($"There is no account “{userName}”.");
        ThrowIfFailed(await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password));
        await users.SetLockoutEndDateAsync(user, null);
    });

    /// <returns>Why it was not changed, in words for people; null when it was.</returns>
    public async Task<string?> ChangePasswordAsync(long userId, string current, string next)
    {
        try
        {
            await WithUserAsync(userId, async (users, user) => ThrowIfFailed(await users.ChangePasswordAsync(user, current, next)));
            return null;
        }
        catch (AccountException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>Switching off ends every session of the account within seconds.</summary>
    public Task SetDisabledAsync(long userId, bool disabled) => WithUserAsync(userId, async (users, user) =>
    {
        user.DisabledAt = disabled ? time.GetUtcNow() : null;
        await KeepAnAdministratorAsync(users, user, stays: !disabled && user.Role == UserRole.Administrator);
        ThrowIfFailed(await users.UpdateSecurityStampAsync(user));
    });

    public Task SetRoleAsync(long userId, UserRole role) => WithUserAsync(userId, async (users, user) =>
    {
        user.Role = role;
        await KeepAnAdministratorAsync(users, user, stays: role == UserRole.Administrator && user.DisabledAt is null);
        ThrowIfFailed(await users.UpdateSecurityStampAsync(user));
    });

    private static async Task KeepAnAdministratorAsync(UserManager<User> users, User changed, bool stays)
    {
        if (stays) return;
        var others = await users.Users.AnyAsync(u => u.Id != changed.Id && u.Role == UserRole.Administrator && u.DisabledAt == null);
        if (!others) throw new AccountException("This is the last administrator who can sign in. Make somebody else administrator first.");
    }

    private Task WithUserAsync(long userId, Func<UserManager<User>, User, Task> change) => WithUsersAsync(async users =>
        await change(users, await users.Users.SingleOrDefaultAsync(u => u.Id == userId) ?? throw new AccountException("There is no such account.")));

    private async Task WithUsersAsync(Func<UserManager<User>, Task> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<UserManager<User>>());
    }

    private static void ThrowIfFailed(IdentityResult result)
    {
        if (!result.Succeeded) throw new AccountException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }
}

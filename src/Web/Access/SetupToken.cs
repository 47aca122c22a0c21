using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Access;

/// <summary>
/// Guards the first start: whoever creates the administrator must show the token that only the server's console has. It exists while
/// there are no accounts, is made anew at every start, and is used up with the first account.
/// </summary>
public sealed class SetupToken(IDbContextFactory<RagDocsDbContext> contexts) : IDisposable
{
    private const int TokenBytes = 16;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _token;

    /// <summary>True while there are no accounts.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>The token to print; null when the set-up is done.</summary>
    public async Task<string?> IssueAsync(CancellationToken cancellationToken) =>
        await IsNeededAsync(cancellationToken) ? _token ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)) : null;

    /// <summary>Runs <paramref name="createAdministrator"/> if the token is right and there still is no account; one at a time.</summary>
    /// <returns>False when the token is wrong or the set-up is done.</returns>
    public async Task<bool> UseAsync(string presented, Func<Task> createAdministrator, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_token is null || !Same(presented.Trim(), _token) || !await IsNeededAsync(cancellationToken)) return false;
            await createAdministrator();
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // Constant time: the token must not be guessable byte by byte.
    private static bool Same(string presented, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(presented), Encoding.UTF8.GetBytes(token));
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Access;

/// <summary>
/// Compares a session with its account at every request: a switched-off account, a changed password or role has effect with the next one. Where
/// nothing changed, one small question to the catalog is all; else Identity's own check decides, which may make the session anew.
/// </summary>
internal static class LiveSession
{
    private static readonly Func<RagDocsDbContext, long, Task<Account?>> Find = EF.CompileAsyncQuery((RagDocsDbContext db, long id) =>
        db.Users.Where(u => u.Id == id).Select(u => new Account(u.SecurityStamp, u.UserName, u.DisplayName, u.Role, u.DisabledAt)).SingleOrDefault());

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is not { } principal || !await IsAsItWasAsync(context, principal)) await SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    private static async Task<bool> IsAsItWasAsync(CookieValidatePrincipalContext context, ClaimsPrincipal principal)
    {
        if (Person.From(principal) is not { } person) return false;
        var services = context.HttpContext.RequestServices;
        await using var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync(context.HttpContext.RequestAborted);
        var stamp = principal.FindFirstValue(new ClaimsIdentityOptions().SecurityStampClaimType);
        return await Find(db, person.Id) is { DisabledAt: null, Stamp: not null } account && account.Stamp == stamp && account.UserName == person.UserName
            && account.DisplayName == person.DisplayName && account.Role == UserRole.Administrator == person.IsAdministrator;
    }
}

/// <summary>What a session says of an account.</summary>
internal sealed record Account(string? Stamp, string? UserName, string DisplayName, UserRole Role, DateTimeOffset? DisabledAt);

using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Access;

/// <summary>Ends the session of an open page soon after its account was switched off or its password changed.</summary>
internal sealed class LiveAuthenticationState(ILoggerFactory logs, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(5);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await IsStillValidAsync(scope.ServiceProvider.GetRequiredService<UserManager<User>>(), authenticationState.User);
    }

    private static async Task<bool> IsStillValidAsync(UserManager<User> users, ClaimsPrincipal principal)
    {
        var user = await users.GetUserAsync(principal);
        return user is { DisabledAt: null }
            && principal.FindFirstValue(users.Options.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
    }
}

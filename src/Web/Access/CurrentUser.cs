using Microsoft.AspNetCore.Components.Authorization;
using RagDocs.Retrieval.Access;

namespace RagDocs.Web.Access;

/// <summary>The person a page is shown to, and what they may read right now.</summary>
public sealed class CurrentUser(AuthenticationStateProvider authentication, AccessRights rights)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in; pages that ask are behind sign-in.</exception>
    public async Task<Person> GetAsync() =>
        Person.From((await authentication.GetAuthenticationStateAsync()).User) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Asked anew every time, so that a change of rights works at once.</summary>
    public async Task<SearchScope> ScopeAsync(CancellationToken cancellationToken) =>
        await rights.ScopeForAsync((await GetAsync()).Id, cancellationToken);
}

using System.Globalization;
using System.Security.Claims;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Access;

/// <summary>Who is signed in.</summary>
public sealed record Person(long Id, string UserName, string DisplayName, bool IsAdministrator)
{
    public const string DisplayNameClaim = "display-name";

    /// <summary>Null when nobody is signed in.</summary>
    public static Person? From(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true }
        && long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new Person(
                id, principal.Identity.Name ?? "", principal.FindFirstValue(DisplayNameClaim) ?? principal.Identity.Name ?? "",
                principal.IsInRole(nameof(UserRole.Administrator)))
            : null;
}

using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Api;

/// <summary>The forms that set or clear the session cookie, which a page over the circuit cannot do.</summary>
internal static class AccountApi
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").RequireRateLimiting(RateLimits.SignIn)
            .DisableAntiforgery().AddEndpointFilter<FormTokenFilter>();
        account.MapPost("/setup", SetUpAsync).AllowAnonymous();
        account.MapPost("/sign-in", SignInAsync).AllowAnonymous();
        account.MapPost("/sign-out", SignOutAsync).RequireAuthorization();
    }

    private static async Task<IResult> SetUpAsync(
        [FromForm] string token, [FromForm] string? displayName, [FromForm] string userName, [FromForm] string password, [FromForm] string repeat,
        SetupToken setup, People people, SignInManager<User> signIn, AuditLog audit, CancellationToken cancellationToken)
    {
        if (!await setup.IsNeededAsync(cancellationToken)) return Results.LocalRedirect("/sign-in?error=done");
        if (password != repeat) return Results.LocalRedirect("/setup?error=password-repeat");
        try
        {
            var created = await setup.UseAsync(
                token, () => people.AddAsync(displayName ?? "", userName, UserRole.Administrator, password), cancellationToken);
            if (!created) return Results.LocalRedirect("/setup?error=token");
        }
        catch (AccountException)
        {
            return Results.LocalRedirect(IsWeak(password) ? "/setup?error=password-weak" : "/setup?error=name");
        }

        await signIn.PasswordSignInAsync(userName.Trim(), password, isPersistent: true, lockoutOnFailure: false);
        await audit.WriteAsync(null, "set-up", userName.Trim(), cancellationToken);
        return Results.LocalRedirect("/");

        bool IsWeak(string chosen) =>
            chosen.Length < signIn.Options.Password.RequiredLength
            || chosen.Distinct().Count() < signIn.Options.Password.RequiredUniqueChars;
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? userName, [FromForm] string? password, [FromForm] string? returnUrl,
        SignInManager<User> signIn, UserManager<User> users, AuditLog audit, CancellationToken cancellationToken)
    {
        var back = IsLocal(returnUrl) ? returnUrl! : "/";
        var user = await users.FindByNameAsync((userName ?? "").Trim());
        var result = user is null
            ? Microsoft.AspNetCore.Identity.SignInResult.Failed
            : await signIn.CheckPasswordSignInAsync(user, password ?? "", lockoutOnFailure: true);
        if (result.Succeeded && user is { DisabledAt: null })
        {
            await signIn.SignInAsync(user, isPersistent: true);
            await audit.WriteAsync(user.Id, "sign-in", "", cancellationToken);
            return Results.LocalRedirect(back);
        }

        await audit.WriteAsync(user?.Id, "sign-in.refused", "", cancellationToken);
        var error = result.IsLockedOut ? "locked" : result.Succeeded ? "disabled" : "credentials";
        return Results.LocalRedirect($"/sign-in?error={error}&returnUrl={Uri.EscapeDataString(back)}");
    }

    private static async Task<IResult> SignOutAsync(SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    /// <summary>A path on this server: starts with one slash, so that no other host can be named.</summary>
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) && !url.Any(char.IsControl);
}

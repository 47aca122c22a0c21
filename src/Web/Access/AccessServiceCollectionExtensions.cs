using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Access;

/// <summary>Sign-in by cookie with ASP.NET Core Identity, and the services around people and rights.</summary>
internal static class AccessServiceCollectionExtensions
{
    public const string AdministratorPolicy = "administrator";

    public static IServiceCollection AddAccess(this IServiceCollection services, string dataFolder)
    {
        services.AddAccounts(dataFolder);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(ConfigureCookie));
        services.AddAuthorizationBuilder()
            .AddPolicy(AdministratorPolicy, policy => policy.RequireRole(nameof(UserRole.Administrator)));
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LiveAuthenticationState>();
        services.AddScoped<CurrentUser>();
        services.AddSingleton<SetupToken>();
        return services;
    }

    /// <summary>The part of it that the command line needs too.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, string dataFolder)
    {
        services.AddDataProtection().SetApplicationName("RagDocs").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(dataFolder, "keys")));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContext());
        services.AddIdentityCore<User>(options =>
        {
            options.Password.RequiredLength = 10;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
            options.Password.RequiredUniqueChars = 5;
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(1);
        })
            .AddEntityFrameworkStores<RagDocsDbContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<UserClaims>()
            .AddDefaultTokenProviders();
        // A switched-off account or a changed password ends its sessions with the next request.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
        services.AddHttpContextAccessor();
        services.AddSingleton<People>();
        services.AddSingleton<Readership>();
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "ragdocs";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/denied";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = LiveSession.ValidateAsync;
        options.Events.OnRedirectToLogin = context => StatusForApi(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => StatusForApi(context, StatusCodes.Status403Forbidden);
    }

    // Programs get a status, people a page.
    private static Task StatusForApi(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}

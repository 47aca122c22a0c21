using Microsoft.Extensions.Localization;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Account;

/// <summary>Words for the codes that the account endpoints send back.</summary>
internal static class AccountProblem
{
    private static readonly string[] Known = ["token", "name", "password-weak", "password-repeat", "credentials", "locked", "disabled", "done", "expired"];

    /// <returns>Null without a code; an unknown one gets general words, never itself (it comes from the address bar).</returns>
    public static string? Text(IStringLocalizer<Texts> texts, string? code) => code switch
    {
        null or "" => null,
        _ when Known.Contains(code, StringComparer.Ordinal) => texts["AccountProblem." + code].Value,
        _ => texts["AccountProblem.other"].Value,
    };
}

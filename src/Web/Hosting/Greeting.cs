using RagDocs.Web.Access;

namespace RagDocs.Web.Hosting;

/// <summary>What the console says once the server listens.</summary>
internal static class Greeting
{
    public static async Task PrintAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var address = app.Urls.FirstOrDefault() ?? "";
        Console.WriteLine($"RagDocs is ready at {address}");
        if (await app.Services.GetRequiredService<SetupToken>().IssueAsync(cancellationToken) is not { } token) return;
        Console.WriteLine("There is no account yet. Create the administrator's with this link, which works once:");
        Console.WriteLine($"  {address}/setup?token={token}");
        Console.WriteLine($"Set-up token: {token}");
    }
}

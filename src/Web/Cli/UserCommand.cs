using System.CommandLine;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;

namespace RagDocs.Web.Cli;

/// <summary>Accounts from the console, also when nobody can sign in any more.</summary>
internal static class UserCommand
{
    private static readonly Argument<string> Name = new("user-name");
    private static readonly Option<bool> Admin = new("--admin") { Description = "Make the person an administrator" };
    private static readonly Option<string?> DisplayName = new("--display-name") { Description = "Name shown in the pages" };

    public static Command Create()
    {
        var add = new Command("add", "Adds an account; the password is read from standard input, or made up and printed") { Name, Admin, DisplayName };
        add.SetAction(AddAsync);
        var password = new Command("password", "Sets a password, read from standard input, and ends the person's sessions") { Name };
        password.SetAction(PasswordAsync);
        var list = new Command("list", "Lists the accounts");
        list.SetAction(ListAsync);
        return new Command("user", "Manages accounts") { add, password, list };
    }

    private static async Task<int> AddAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var (people, name) = (services.Get<People>(), command.GetValue(Name)!);
        var role = command.GetValue(Admin) ? UserRole.Administrator : UserRole.Member;
        var displayName = command.GetValue(DisplayName) ?? name;
        if (Console.IsInputRedirected && await Console.In.ReadLineAsync(cancellationToken) is { Length: > 0 } typed)
        {
            await people.AddAsync(displayName, name, role, typed);
            Console.WriteLine($"Added {name}.");
        }
        else
        {
            Console.WriteLine($"Added {name} with the password {await people.AddAsync(displayName, name, role)}");
        }

        return CommandLine.Done;
    }

    private static async Task<int> PasswordAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        if (!Console.IsInputRedirected) await Console.Error.WriteAsync("New password: ");
        var typed = await Console.In.ReadLineAsync(cancellationToken) ?? "";
        await services.Get<People>().ResetPasswordAsync(command.GetValue(Name)!, typed);
        Console.WriteLine("The password was set; open sessions end.");
        return CommandLine.Done;
    }

    private static async Task<int> ListAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        foreach (var person in await services.Get<People>().ListAsync(cancellationToken))
        {
            Console.WriteLine(command.GetValue(CommonOptions.Json)
                ? CommandServices.ToJson(person)
                : $"{person.UserName}  {person.DisplayName}  {person.Role}{(person.Disabled ? "  switched off" : "")}");
        }

        return CommandLine.Done;
    }
}

using RagDocs.Ingest.Processes;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.OldOffice;

/// <summary>
/// Turns old Office files into new ones with LibreOffice, in a child process with a profile of its own that runs no macros and reaches no
/// network: a document may name pictures and data that lie on other machines.
/// </summary>
internal sealed class LibreOffice(string program, ReaderOptions options)
{
    private const string Settings = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
        <item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
        <item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
        <item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
        </oor:items>
        """;

    /// <summary>Full path of the installed program; null when there is none.</summary>
    public static string? Find() => ProgramPath.Find("soffice") ?? ProgramPath.Find("libreoffice");

    /// <summary>Writes a file anew in another format.</summary>
    /// <param name="path">Of the stored bytes.</param>
    /// <param name="from">Its extension without dot.</param>
    /// <param name="to">The extension of the new format.</param>
    /// <param name="folder">Of this run.</param>
    /// <returns>Full path of the new file in the folder.</returns>
    /// <exception cref="DocumentReadException">LibreOffice cannot read the file, or a limit was passed.</exception>
    public async Task<string> ConvertAsync(string path, string from, string to, PrivateFolder folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Of("profile/user"));
        await File.WriteAllTextAsync(folder.Of("profile/user/registrymodifications.xcu"), Settings, cancellationToken);
        var input = folder.Of("document." + from);
        File.Copy(path, input);
        var outcome = await RunAsync(input, to, folder, cancellationToken);
        var output = folder.Of($"new/document.{to}");
        if (File.Exists(output)) return output;
        throw outcome.Errors.Contains("no export filter", StringComparison.OrdinalIgnoreCase)
            ? new DocumentReadException(
                DocumentState.Unsupported, $"LibreOffice on this server lacks the part that reads .{from} files. Install libreoffice-writer, libreoffice-calc and libreoffice-impress, or save the file as {to.ToUpperInvariant()} and add that.")
            : new DocumentReadException(
                DocumentState.Damaged, $"LibreOffice cannot read this old .{from} file: it is damaged, or LibreOffice's part for such files is not installed. Open it in its own program, save it as {to.ToUpperInvariant()} and add that.");
    }

    private async Task<ProcessOutcome> RunAsync(string input, string to, PrivateFolder folder, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", $"-env:UserInstallation={new Uri(folder.Of("profile")).AbsoluteUri}",
            "--convert-to", to, "--outdir", folder.Of("new"), input,
        ];
        var time = TimeSpan.FromSeconds(options.OfficeSeconds);
        var limits = new ProcessLimits
        {
            Time = time, Silence = time, CpuSeconds = options.OfficeSeconds, MemoryMegabytes = options.OfficeMemoryMegabytes,
            Folder = folder.Path, FileMegabytes = options.OfficeFileMegabytes, OutputBytes = 1 << 20, ErrorBytes = 1 << 20,
        };
        try
        {
            return await ChildProcess.RunAsync(program, arguments, limits, output => output.CopyTo(Stream.Null), cancellationToken);
        }
        catch (ProcessLimitException e)
        {
            throw new DocumentReadException(
                DocumentState.Refused, $"Reading this old Office file was stopped because {e.Message}. Save it as {to.ToUpperInvariant()} and add that.", e);
        }
    }
}

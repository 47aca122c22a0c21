using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace RagDocs.Generation.Llama.Server;

/// <summary>A socket file that only its owner can connect to.</summary>
internal static class UnixSocket
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnerOnly | UnixFileMode.UserExecute;
    private const UnixFileMode ForOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes the folder, and removes the file that a killed engine left behind.</summary>
    /// <exception cref="LlamaException">Another engine answers there, others could replace the socket, or the path is unusable.</exception>
    public static async Task PrepareAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            _ = new UnixDomainSocketEndPoint(path);
            MakeOwn(folder);
            if (!File.Exists(path)) return;
            if (await AnswersAsync(path, cancellationToken)) throw new LlamaException($"Another engine answers on {path}. Stop it, or name another socket.");
            // A socket has no length; nothing is lost with a file that has none.
            if (new FileInfo(path).Length > 0) throw new LlamaException($"{path} is a file, not a socket. Name another path.");
            File.Delete(path);
        }
        catch (ArgumentOutOfRangeException tooLong)
        {
            throw new LlamaException($"The path {path} is too long for a socket (about 100 bytes). Name a shorter one.", tooLong);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new LlamaException($"The engine cannot make a socket in {folder}: {denied.Message}", denied);
        }
    }

    /// <summary>Binds as Kestrel does, and closes the file to others before anybody can connect: it does not listen yet.</summary>
    public static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (endpoint is UnixDomainSocketEndPoint && !OperatingSystem.IsWindows()) File.SetUnixFileMode(endpoint.ToString()!, OwnerOnly);
        return socket;
    }

    private static void MakeOwn(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnFolder);
        var mode = File.GetUnixFileMode(folder);
        if ((mode & ForOthers) != UnixFileMode.None && !mode.HasFlag(UnixFileMode.StickyBit))
        {
            throw new LlamaException($"Others may write in {folder} and could put their own socket there. Name a folder that is only yours.");
        }
    }

    private static async Task<bool> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await probe.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}

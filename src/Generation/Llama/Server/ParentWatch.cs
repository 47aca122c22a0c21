using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Server;

/// <summary>
/// Notices that the parent is gone, however it ended. The parent holds the other end of this process's standard input; when it dies,
/// even by SIGKILL, the system closes that end and reading ends. As a second sign the parent's process id is compared, for a pipe that a
/// sibling process inherited. Linux's own means, prctl(PR_SET_PDEATHSIG), is not used: it fires when the <em>thread</em> that started
/// the child ends, and .NET starts children from pool threads that end whenever they are idle.
/// </summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async Task GoneAsync(Stream input, TimeProvider time, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Reading a console or pipe cannot be canceled, so it has a thread of its own that does not keep the process alive.
        new Thread(() => ReadToEnd(input, ended)) { IsBackground = true, Name = "parent watch" }.Start();
        var parent = Libc.ParentProcessId();
        while (!ended.Task.IsCompleted && Libc.ParentProcessId() == parent)
        {
            await Task.WhenAny(ended.Task, Task.Delay(Interval, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static void ReadToEnd(Stream input, TaskCompletionSource ended)
    {
        Span<byte> ignored = stackalloc byte[64];
        try
        {
            while (input.Read(ignored) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A terminal that is gone reads as an error.
        }

        ended.TrySetResult();
    }
}

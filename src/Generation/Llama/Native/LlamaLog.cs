using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace RagDocs.Generation.Llama.Native;

/// <summary>What llama.cpp says: kept for the message of an exception, passed on line by line to who listens.</summary>
internal static unsafe class LlamaLog
{
    private const int Warning = 3;
    private const int Error = 4;
    private const int Continued = 5;
    private const int LinesKept = 20;

    private static readonly Lock Gate = new();
    private static readonly Queue<string> Recent = new();
    private static readonly StringBuilder Line = new();
    private static int _level;

    /// <summary>Gets whole lines of warnings and errors, from any thread.</summary>
    public static Action<bool, string>? Listener { get; set; }

    /// <summary>The errors since the last call, newest last, in one line.</summary>
    public static string TakeErrors()
    {
        lock (Gate)
        {
            var errors = string.Join("; ", Recent);
            Recent.Clear();
            return errors;
        }
    }

    // Text comes in fragments: level 5 goes on with the line before.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Receive(int level, byte* text, void* data)
    {
        var fragment = Marshal.PtrToStringUTF8((nint)text) ?? "";
        string? finished = null;
        bool isError;
        lock (Gate)
        {
            if (level != Continued) _level = level;
            isError = _level == Error;
            if (_level is not (Warning or Error)) return;
            Line.Append(fragment);
            if (!fragment.EndsWith('\n')) return;
            finished = Line.ToString().Trim();
            Line.Clear();
            if (finished.Length == 0) return;
            if (isError) Recent.Enqueue(finished);
            if (Recent.Count > LinesKept) Recent.Dequeue();
        }

        Listener?.Invoke(isError, finished);
    }
}

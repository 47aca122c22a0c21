using RagDocs.Generation.Models;

namespace RagDocs.Web.Cli.Models;

/// <summary>One line on standard error that is written over; silent when nobody watches.</summary>
internal sealed class ConsoleProgress(string what) : IProgress<TransferProgress>, IDisposable
{
    private readonly bool _watched = !Console.IsErrorRedirected;

    public void Report(TransferProgress value)
    {
        if (!_watched) return;
        var total = value.Total is { } all ? $" of {Size.Of(all)}" : "";
        if (value.NextTry is { } pause)
        {
            Console.Error.Write($"\r{what}: {Size.Of(value.Bytes)}{total}, the server is busy or unreachable, next try in {pause.TotalSeconds:0} s      ");
            return;
        }

        var left = value.Left is { } time ? $", {(int)time.TotalMinutes}:{time.Seconds:00} left" : "";
        Console.Error.Write($"\r{what}: {Size.Of(value.Bytes)}{total}, {Size.Of((long)value.BytesPerSecond)}/s{left}      ");
    }

    public void Dispose()
    {
        if (_watched) Console.Error.WriteLine();
    }
}

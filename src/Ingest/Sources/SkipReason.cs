namespace RagDocs.Ingest.Sources;

/// <summary>Why a file or folder could not be read, in words for people.</summary>
internal static class SkipReason
{
    public const string Changing = "It was being written while it was read. The next sync takes it.";

    public static string Of(Exception unreadable) => unreadable switch
    {
        UnauthorizedAccessException => "The service may not read it. Give its account the right to, or leave it out with a pattern.",
        FileTooLargeException tooLarge => tooLarge.Message,
        FileNotFoundException or DirectoryNotFoundException =>
            "It was gone again when it was to be read, or its name holds bytes that are no characters. If it is still there, rename it.",
        PathTooLongException => "Its path is longer than the system allows. Shorten the names of its folders.",
        _ => $"It could not be read: {unreadable.Message}",
    };
}

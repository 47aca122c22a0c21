namespace RagDocs.Ingest.Readers.Signatures;

/// <summary>Knows a mail message (RFC 5322) by the header lines it begins with, whatever its name.</summary>
internal static class MailSignature
{
    // Written by mail programs only: a memo that begins with "From:" and "To:" has none of them.
    private static readonly string[] Telltale =
        ["Received", "Return-Path", "Message-ID", "MIME-Version", "Delivered-To", "DKIM-Signature", "X-Mailer", "Content-Transfer-Encoding"];

    public static bool IsMail(ReadOnlySpan<char> start)
    {
        var headers = 0;
        var told = false;
        foreach (var line in start.EnumerateLines())
        {
            if (line.IsEmpty) break;
            if (line[0] is ' ' or '\t' && headers > 0) continue;
            var colon = line.IndexOf(':');
            if (colon <= 0 || line[..colon].ContainsAnyExceptInRange('!', '~')) return false;
            headers++;
            foreach (var name in Telltale) told |= line[..colon].Equals(name, StringComparison.OrdinalIgnoreCase);
        }

        return told && headers >= 3;
    }
}

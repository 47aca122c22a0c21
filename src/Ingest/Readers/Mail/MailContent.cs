using RagDocs.Ingest.Readers.Html;

namespace RagDocs.Ingest.Readers.Mail;

/// <summary>Goes through the parts of a message: text into blocks, files into attachments, what decorates or signs it left out.</summary>
internal sealed class MailContent(BlockCollector blocks)
{
    private readonly List<EmbeddedFile> _attachments = [];
    private readonly List<string> _warnings = [];

    public IReadOnlyList<EmbeddedFile> Attachments => _attachments;

    public IReadOnlyList<string> Warnings => _warnings;

    public async Task AddAsync(MimeEntity part, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (part.MediaType)
        {
            case "multipart/alternative":
                await AlternativeAsync(part, cancellationToken);
                break;
            case "multipart/related":
                await RelatedAsync(part, cancellationToken);
                break;
            case "multipart/signed" when part.Children.Count > 0:
                await AddAsync(part.Children[0], cancellationToken);
                break;
            case "multipart/encrypted" or "application/pkcs7-mime" or "application/x-pkcs7-mime":
                _warnings.Add("The message is encrypted or sealed, so only its header lines were read. Save a readable copy and add that.");
                break;
            case "application/pkcs7-signature" or "application/x-pkcs7-signature" or "application/pgp-signature":
                break;
            case var type when type.StartsWith("multipart/", StringComparison.Ordinal) && part.Children.Count > 0:
                foreach (var child in part.Children) await AddAsync(child, cancellationToken);
                break;
            case "text/html" when IsBody(part):
                await HtmlPage.AddAsync(blocks, part.Text(), keepsBoilerplate: false, cancellationToken);
                break;
            case "text/plain" or "text/enriched" or "message/delivery-status" or "" when IsBody(part):
                PlainTextBlocks.Add(blocks, Flowed(part));
                break;
            default:
                if (!part.IsInlinePicture) Attach(part);
                break;
        }
    }

    // The same text in several forms: plain text has no markup to lose; without one the last form is the richest (RFC 2046, 5.1.4).
    private async Task AlternativeAsync(MimeEntity part, CancellationToken cancellationToken)
    {
        var forms = part.Children.Where(c => !c.IsAttachment).ToList();
        var plain = forms.Find(c => c.MediaType == "text/plain" && !string.IsNullOrWhiteSpace(c.Text()));
        var chosen = plain ?? forms.FindLast(c => c.MediaType == "text/html" || c.MediaType.StartsWith("multipart/", StringComparison.Ordinal)) ?? forms.LastOrDefault();
        if (chosen is not null) await AddAsync(chosen, cancellationToken);

        // Files may be wrapped together with the form that was not chosen.
        foreach (var file in part.Children.Where(c => c != chosen).SelectMany(c => c.MediaType.StartsWith("multipart/", StringComparison.Ordinal) ? c.Children : [c]))
        {
            if (file.IsAttachment) Attach(file);
        }
    }

    private async Task RelatedAsync(MimeEntity part, CancellationToken cancellationToken)
    {
        var start = part.ContentType.Parameter("start");
        var root = part.Children.FirstOrDefault(c => start is not null && c.Headers.Raw("Content-ID") == start) ?? (part.Children.Count > 0 ? part.Children[0] : null);
        if (root is not null) await AddAsync(root, cancellationToken);
        foreach (var child in part.Children.Where(c => c != root && (c.IsAttachment || IsDocument(c)))) Attach(child);
    }

    // What a page is made of (pictures, style sheets, frames) is no document; a file of an office program is.
    private static bool IsDocument(MimeEntity part) =>
        part.FileName is not null && (part.MediaType.StartsWith("application/", StringComparison.Ordinal) || part.MediaType == "message/rfc822") &&
        !part.MediaType.Contains("javascript", StringComparison.Ordinal);

    private static bool IsBody(MimeEntity part) => !part.IsAttachment && part.FileName is null;

    private void Attach(MimeEntity part)
    {
        var isMessage = part.MediaType is "message/rfc822" or "message/global";
        var name = part.FileName ?? (isMessage ? SubjectOf(part) : $"attachment {_attachments.Count + 1}{Extension(part.MediaType)}");
        if (isMessage && !name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase)) name += ".eml";
        // The sender's folders are nobody's business; a name is all that is wanted.
        name = TextCleaning.OneLine(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        _attachments.Add(new EmbeddedFile(name.Length > 0 ? name : $"attachment {_attachments.Count + 1}", () => new MemoryStream(part.Content(), writable: false)));
    }

    private static string SubjectOf(MimeEntity message)
    {
        var subject = MimeHeaders.Parse(message.Content(), out _).Text("Subject");
        return subject.Length > 0 ? subject.Replace('/', '-').Replace('\\', '-').Replace(':', ' ').Trim() : "message";
    }

    private static string Extension(string mediaType) => mediaType switch
    {
        "application/pdf" => ".pdf",
        "text/html" => ".html",
        "text/csv" => ".csv",
        "text/calendar" => ".ics",
        "application/json" => ".json",
        _ when mediaType.StartsWith("text/", StringComparison.Ordinal) => ".txt",
        _ => "",
    };

    /// <summary>Joins lines that the sender's program broke and marked with a space at their end (RFC 3676).</summary>
    private static string Flowed(MimeEntity part)
    {
        var text = part.Text();
        if (!"flowed".Equals(part.ContentType.Parameter("format"), StringComparison.OrdinalIgnoreCase)) return text;
        return text.ReplaceLineEndings("\n").Replace("\n-- \n", "\n--\n", StringComparison.Ordinal).Replace(" \n", " ", StringComparison.Ordinal);
    }
}

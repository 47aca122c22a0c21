namespace RagDocs.Ingest.Readers.Mail;

/// <summary>A message or one part of it.</summary>
internal sealed class MimeEntity(MimeHeaders headers, MimeField contentType, ReadOnlyMemory<byte> body, IReadOnlyList<MimeEntity> children)
{
    private readonly MimeField _disposition = MimeField.Parse(headers.Raw("Content-Disposition"));

    public MimeHeaders Headers => headers;

    /// <summary>In lower case: "text/plain".</summary>
    public string MediaType => contentType.Value;

    /// <summary>Parts of a multipart body; empty for others.</summary>
    public IReadOnlyList<MimeEntity> Children => children;

    public MimeField ContentType => contentType;

    public bool IsAttachment => _disposition.Value == "attachment";

    public bool IsInlinePicture => MediaType.StartsWith("image/", StringComparison.Ordinal) && !IsAttachment && (headers.Raw("Content-ID").Length > 0 || _disposition.Value == "inline");

    /// <summary>As the sender named it; null when it has no name.</summary>
    public string? FileName => (_disposition.Parameter("filename") ?? contentType.Parameter("name"))?.Trim() is { Length: > 0 } name ? name : null;

    public byte[] Content() => TransferEncoding.Decode(body.Span, headers.Raw("Content-Transfer-Encoding"));

    public string Text() => MailText.Decode(Content(), contentType.Parameter("charset"));
}

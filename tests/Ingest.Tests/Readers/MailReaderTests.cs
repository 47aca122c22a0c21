using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class MailReaderTests : ReaderFiles
{
    private const string Head = "From: Ana <ana@firm.example>\r\nTo: Bo\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nSubject: Keys\r\nMIME-Version: 1.0\r\n";

    [Fact]
    public async Task WhoWhenAndWhatAboutStandFirst()
    {
        var read = await Read(Head + "\r\nThe keys are in the safe.", "a.eml");

        Assert.Equal("Keys", read.Title);
        Assert.Equal(["From: Ana <ana@firm.example>\nTo: Bo\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nSubject: Keys", "The keys are in the safe."], Texts(read));
    }

    [Theory]
    [InlineData("=?utf-8?Q?Schl=C3=BCssel_f=C3=BCr?= =?utf-8?B?IFrDvHJpY2g=?=", "Schlüssel für Zürich")]
    [InlineData("=?utf-8?B?ww==?= =?utf-8?B?vA==?= end", "ü end")]
    [InlineData("=?iso-8859-1?Q?Gr=F6=DFe?=", "Größe")]
    [InlineData("=?koi8-r?B?88zV1sHU?= now", "Служат now")]
    [InlineData("=?windows-1251?Q?=EA=EB=FE=F7?=", "ключ")]
    [InlineData("=?ISO-2022-JP?B?GyRCODAbKEI=?=", "鍵")]
    [InlineData("=?no-such-set?Q?plain?=", "plain")]
    [InlineData("1 =? 2 ?= 3", "1 =? 2 ?= 3")]
    public async Task EncodedWordsInHeadersAreDecoded(string raw, string subject) =>
        Assert.Equal(subject, (await Read($"From: a\r\nSubject: {raw}\r\n\r\nText", "a.eml")).Title);

    [Fact]
    public async Task AFoldedHeaderIsOneLine() =>
        Assert.Equal("A long subject", (await Read("From: a\r\nSubject: A long\r\n subject\r\n\r\nText", "a.eml")).Title);

    [Fact]
    public async Task PlainTextIsPreferredToTheSamePageInHtml()
    {
        var read = await Read(Multipart("alternative", Part("text/html", "<p>As HTML"), Part("text/plain", "As text")), "a.eml");

        Assert.Contains("As text", Texts(read));
        Assert.DoesNotContain("As HTML", Texts(read));
    }

    [Fact]
    public async Task AMessageWithoutPlainTextIsReadAsAPage()
    {
        var read = await Read(Multipart("alternative", Part("text/plain", "  "), Part("text/html", "<style>x{}</style><h1>News</h1><p>One<script>evil()</script>")), "a.eml");

        Assert.Equal(["News", "One"], Texts(read)[1..]);
    }

    [Theory]
    [InlineData("quoted-printable", "Gr=C3=B6=\r\n=C3=9Fe = 100=25", "Größe = 100%")]
    [InlineData("base64", "R3LDtsOf\r\nZQ==", "Größe")]
    [InlineData("base64", "R3LDtsOf ZQ=", "Größe")]
    [InlineData("8bit", "Größe", "Größe")]
    [InlineData("x-unknown", "Größe", "Größe")]
    public async Task TheTransferEncodingIsUndone(string encoding, string body, string text)
    {
        var read = await Read($"{Head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}", "a.eml");

        Assert.Equal(text, Texts(read)[1]);
    }

    [Fact]
    public async Task AttachedFilesBecomeDocumentsOfTheirOwn()
    {
        var read = await Read(Multipart(
            "mixed", Part("text/plain", "See the list."),
            "Content-Type: application/octet-stream; name*=utf-8''Preise%20Z%C3%BCrich.csv\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nYTtiCjE7Mg==",
            "Content-Type: text/plain\r\nContent-Disposition: attachment; filename*0=\"long \"; filename*1=\"name.txt\"\r\n\r\ninside",
            "Content-Type: application/pdf; name=\"=?utf-8?Q?Gr=C3=B6=C3=9Fe.pdf?=\"\r\n\r\n%PDF"), "a.eml");

        Assert.Equal(["Preise Zürich.csv", "long name.txt", "Größe.pdf"], read.Embedded.Select(e => e.Path));
        Assert.Equal(["a;b\n1;2", "inside", "%PDF"], read.Embedded.Select(Content));
        Assert.Equal("Attachments: Preise Zürich.csv, long name.txt, Größe.pdf", Texts(read)[^1]);
    }

    [Fact]
    public async Task AForwardedMessageIsADocumentOfItsOwnUnderItsSubject()
    {
        var read = await Read(Multipart("mixed", Part("text/plain", "Please see."), $"Content-Type: message/rfc822\r\n\r\n{Head}\r\nInner text"), "a.eml");

        var message = Assert.Single(read.Embedded);
        Assert.Equal("Keys.eml", message.Path);
        Assert.EndsWith("Inner text", Content(message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesThatDecorateAPageAreLeftOut()
    {
        var related = $"Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\n{Part("text/html", "<p>Hello<img src='cid:1'>")}\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <1>\r\n\r\nx\r\n--r--";
        var read = await Read(Multipart("mixed", related), "a.eml");

        Assert.Empty(read.Embedded);
        Assert.Equal("Hello", Texts(read)[^1]);
    }

    [Fact]
    public async Task AnAttachmentNamedLikeAPathKeepsItsNameOnly()
    {
        var read = await Read(Multipart("mixed", Part("text/plain", "x"), "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"../../etc/passwd\"\r\n\r\ny"), "a.eml");

        Assert.Equal("passwd", Assert.Single(read.Embedded).Path);
    }

    [Fact]
    public async Task AnEncryptedMessageSaysSoAndGivesItsHeaderLines()
    {
        var read = await Read(Head + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA", "a.eml");

        Assert.Contains("encrypted", Assert.Single(read.Warnings), StringComparison.Ordinal);
        Assert.Single(read.Blocks);
    }

    [Fact]
    public async Task AMessageCutOffInAPartIsReadAsFarAsItGoes()
    {
        var whole = Multipart("mixed", Part("text/plain", "The whole text."), Part("text/plain", "The second part."));
        var read = await Read(whole[..whole.IndexOf("part.", StringComparison.Ordinal)], "a.eml");

        Assert.Contains("The whole text.", Texts(read));
        Assert.Contains("The second", Texts(read));
    }

    [Fact]
    public async Task PartsNestedDeeperThanAnyMailProgramWritesAreRefused()
    {
        var message = new StringBuilder(Head);
        for (var i = 0; i < 10_000; i++) message.Append($"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");

        Assert.Equal(DocumentState.Refused, (await Fails(message.ToString(), "a.eml")).State);
    }

    [Fact]
    public async Task MorePartsThanAnyMessageHasAreRefused() =>
        Assert.Equal(DocumentState.Refused, (await Fails(Multipart("mixed", [.. Enumerable.Repeat("\r\nx", 6_000)]), "a.eml")).State);

    private static string Part(string type, string text) => $"Content-Type: {type}; charset=utf-8\r\n\r\n{text}";

    private static string Multipart(string kind, params string[] parts) =>
        $"{Head}Content-Type: multipart/{kind}; boundary=\"=_b\"\r\n\r\nNot shown.\r\n{string.Concat(parts.Select(p => $"--=_b\r\n{p}\r\n"))}--=_b--\r\nNot shown either.\r\n";
}

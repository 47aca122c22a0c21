using System.Text;
using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class PlainTextReaderTests : DocumentReaderConformanceTests
{
    protected override string FileName => "rules.txt";

    protected override bool HasTables => false;

    protected override byte[] Sample() => Encoding.UTF8.GetBytes($"{Title}\n============\n\n{First}\n\n{SecondHeading}\n----------\n{Second}\n");

    protected override byte[] Damaged() => new byte[300];

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32", false)]
    [InlineData("utf-32BE", true)]
    [InlineData("utf-32BE", false)]
    [InlineData("windows-1252", false)]
    public async Task EveryCommonEncodingIsRecognised(string name, bool withMark)
    {
        const string text = "Größere Mängel in Görlitz, naïve façade.\r\n\r\nZweiter Absatz.";
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] mark = withMark ? encoding.GetPreamble() : [];

        var read = await Read([.. mark, .. encoding.GetBytes(text)]);

        Assert.Equal(["Größere Mängel in Görlitz, naïve façade.", "Zweiter Absatz."], read.Blocks.Select(b => b.Text));
    }

    [Theory]
    [InlineData("windows-1251")]
    [InlineData("koi8-r")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task CyrillicOfEveryAgeIsRecognised(string encoding) =>
        await Recognises(encoding, "Командировка оплачивается после согласования с руководителем отдела.");

    [Theory]
    [InlineData("windows-1253")]
    [InlineData("utf-16")]
    public async Task GreekIsRecognised(string encoding) => await Recognises(encoding, "Η ημερήσια αποζημίωση καταβάλλεται μετά την έγκριση του προϊσταμένου.");

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    public async Task JapaneseIsRecognised(string encoding) => await Recognises(encoding, "出張の費用は上司の承認を得てから支払われます。");

    [Theory]
    [InlineData("Łódź: wypłata diety następuje po akceptacji.")]
    [InlineData("ÄÖÜ äöü ß")]
    [InlineData("Ç'est déjà réglé à l'échéance; où ça?")]
    public async Task WhatIsNotClearIsReadAsWestern(string text)
    {
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

        await Recognises("windows-1252", western.GetString(western.GetBytes(text)));
    }

    private async Task Recognises(string name, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

        Assert.Equal(text, Assert.Single((await Read(encoding.GetBytes(text))).Blocks).Text);
    }

    [Fact]
    public async Task AGapOfNulBytesIsReportedAndTheRestRead()
    {
        var read = await Read([.. "before the gap"u8, .. new byte[4000], .. "after the gap"u8]);

        Assert.Equal(["before the gap", "after the gap"], read.Blocks.Select(b => b.Text));
        Assert.Contains("4,000", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEndlessLineIsCutBetweenWords()
    {
        var words = string.Join(' ', Enumerable.Range(0, 30_000).Select(i => $"word{i}"));

        var read = await Read(Encoding.UTF8.GetBytes(words));

        Assert.All(read.Blocks, b => Assert.True(b.Text.Length <= 20_000));
        Assert.Equal(words, string.Join(' ', read.Blocks.Select(b => b.Text)));
    }

    [Theory]
    [InlineData("HERON FIRMWARE NOTES\nHeron 40, Heron 55\n\nText.", "HERON FIRMWARE NOTES")]
    [InlineData("The canteen opens at eleven.\n\nIt closes at two.", null)]
    [InlineData("and so it went on\n\nText.", null)]
    [InlineData("VERSION 3.5\n-----------\n\nText.", "VERSION 3.5")]
    public async Task AFirstLineThatReadsLikeATitleIsTheTitle(string text, string? title) =>
        Assert.Equal(title, (await Read(Encoding.UTF8.GetBytes(text))).Title);
}

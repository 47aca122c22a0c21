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
    [InlineData("windows-1251")]
    [InlineData("koi8-r")]
    public async Task CapitalLettersMakeNoChineseOfRussian(string encoding) =>
        await Recognises(encoding, "ПРАВИЛА ОТПУСКА И КОМАНДИРОВОК: работник подаёт заявление за две недели до начала отпуска, и начальник отдела решает о нём в течение трёх дней.");

    [Theory]
    [InlineData("windows-1253")]
    [InlineData("utf-16")]
    public async Task GreekIsRecognised(string encoding) => await Recognises(encoding, "Η ημερήσια αποζημίωση καταβάλλεται μετά την έγκριση του προϊσταμένου.");

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    public async Task JapaneseIsRecognised(string encoding) => await Recognises(encoding, "出張の費用は上司の承認を得てから支払われます。");

    [Theory]
    [InlineData("euc-jp", "有給休暇は年に二十日あります。申請は部長に出してください。")]
    [InlineData("shift_jis", "有給休暇は年に二十日あります。申請は部長に出してください。")]
    [InlineData("euc-kr", "직원은 일 년에 이십 일의 휴가를 쓸 수 있습니다. 신청서는 담당자에게 제출하십시오.")]
    [InlineData("euc-kr", "출장비는 영수증을 첨부하여 귀국 후 열흘 안에 청구해야 한다. 항공권은 팀장의 승인이 필요하다.")]
    [InlineData("gb2312", "员工每年有二十天的带薪休假。申请表应当交给部门经理，由他批准。")]
    [InlineData("gbk", "出差人员乘坐火车须提前订票，并保留车票。飞机票要经过部门负责人同意。")]
    [InlineData("gb18030", "仓库的温度不得超过三十度。如果发现问题，请立即通知值班人员。")]
    [InlineData("big5", "員工每年有二十天的帶薪休假。申請表應當交給部門經理，由他批准。")]
    [InlineData("big5", "倉庫的溫度不得超過三十度。如果發現問題，請立即通知值班人員。")]
    public async Task EastAsianTextOfEveryAgeIsRecognised(string encoding, string text) => await Recognises(encoding, text);

    [Theory]
    [InlineData("Łódź: wypłata diety następuje po akceptacji.")]
    [InlineData("ÄÖÜ äöü ß")]
    [InlineData("Ç'est déjà réglé à l'échéance; où ça?")]
    [InlineData("Ärzte, Öfen, Übung, Äpfel, Ämter, Ähre, Öl, Über, Äste, Ösen, Überfluß")]
    [InlineData("À Évry, Élise a fêté Noël; à Âtre, Îles, Ô, Ûnes, Œuvre, çà et là, été, hiver")]
    [InlineData("¿Qué pasó? El niño comió piñones; mañana habrá más años, señor.")]
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

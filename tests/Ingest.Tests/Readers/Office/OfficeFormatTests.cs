using System.IO.Compression;
using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers.Office;

/// <summary>What holds for every Office format, whatever is in it.</summary>
public sealed class OfficeFormatTests
{
    public static TheoryData<string> Names => ["a.xlsx", "a.pptx", "a.odt", "a.ods", "a.odp", "a.rtf"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BlocksStandAtTheirOffsetsAndParagraphsAreCounted(string name)
    {
        var blocks = (await OfficeReading.ReadAsync(OfficeSamples.Good(name), name)).Blocks;
        var text = string.Join("\n\n", blocks.Select(b => b.Text));

        Assert.All(blocks, b => Assert.Equal(b.Text, text.Substring(b.Start, b.Text.Length)));
        Assert.Equal(Enumerable.Range(1, blocks.Count(b => b.Kind != BlockKind.Heading)), blocks.Where(b => b.Kind != BlockKind.Heading).Select(b => b.Paragraph));
        Assert.Contains(blocks, b => b.HeadingPath.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task MoreTextThanTheLimitIsRefusedWithTheNumber(string name)
    {
        var e = await OfficeReading.FailsAsync(OfficeSamples.Good(name), name, new ReaderOptions { MaxCharacters = 10 });

        Assert.Equal(DocumentState.Refused, e.State);
        Assert.Contains("10", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task CancellationIsNoFailureOfTheDocument(string name)
    {
        using var folder = new RagDocs.TestSupport.TempFolder();
        var path = folder.File("stored");
        await File.WriteAllBytesAsync(path, OfficeSamples.Good(name));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DocumentReaders(new ReaderOptions()).ReadAsync(path, name, cancelled.Token));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AFileCutAtAnyLengthEndsAsBlocksOrAsAReason(string name)
    {
        var good = OfficeSamples.Good(name);
        for (var length = 0; length < good.Length; length += Math.Max(1, good.Length / 60)) await EndsAsync(good[..length], name, $"cut at {length}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GarbledPartsEndAsBlocksOrAsAReason(string name)
    {
        var random = new Random(20_260_102);
        for (var round = 0; round < 150; round++) await EndsAsync(Garble(OfficeSamples.Good(name), name, random), name, $"round {round}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ADeclaredEntityIsNeverExpandedOrFetched(string name)
    {
        if (name == "a.rtf") Assert.Skip("RTF has no entities.");
        var fault = await Record.ExceptionAsync(() => OfficeReading.ReadAsync(Rewrite(OfficeSamples.Good(name), (part, text) =>
            part.EndsWith("sheet1.xml", StringComparison.Ordinal) || part.EndsWith("slide1.xml", StringComparison.Ordinal) || part == "content.xml"
                ? "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + text.Replace("Plan", "&e;", StringComparison.Ordinal)
                : text), name));

        Assert.Equal(DocumentState.Refused, Assert.IsType<DocumentReadException>(fault).State);
    }

    private static async Task EndsAsync(byte[] content, string name, string what)
    {
        var fault = await Record.ExceptionAsync(() => OfficeReading.ReadAsync(content, name));
        Assert.True(fault is null or DocumentReadException, $"{what}: {fault}");
    }

    /// <summary>Changes text inside the parts, where a change to the packed bytes would only break the packing.</summary>
    private static byte[] Garble(byte[] good, string name, Random random)
    {
        if (name == "a.rtf") return Encoding.Latin1.GetBytes(Garble(Encoding.Latin1.GetString(good), random));
        return Rewrite(good, (part, text) => part is "mimetype" or "[Content_Types].xml" || random.Next(3) > 0 ? text : Garble(text, random));
    }

    private static string Garble(string text, Random random)
    {
        if (text.Length < 10) return text;
        var changed = new StringBuilder(text);
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var at = random.Next(changed.Length - 4);
            switch (random.Next(4))
            {
                case 0: changed[at] = (char)random.Next(32, 127); break;
                case 1: changed.Remove(at, random.Next(1, 4)); break;
                case 2: changed.Insert(at, changed.ToString(at, Math.Min(40, changed.Length - at))); break;
                default: changed.Insert(at, random.Next(2) == 0 ? "-1" : "99999999999"); break;
            }
        }

        return changed.ToString();
    }

    private static byte[] Rewrite(byte[] good, Func<string, string, string> change)
    {
        using var zip = new ZipArchive(new MemoryStream(good));
        return TinyZip.Create([.. zip.Entries.Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return (e.FullName, change(e.FullName, reader.ReadToEnd()));
        })]);
    }
}

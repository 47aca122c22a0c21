using System.Text;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Good files with bytes flipped, cut off or doubled at random: each ends as blocks or as a reason, whatever a parser thinks of it.</summary>
public sealed class MutationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.pdf", 40)]
    [InlineData("a.docx", 150)]
    [InlineData("a.html", 150)]
    [InlineData("a.md", 150)]
    [InlineData("a.txt", 150)]
    public async Task AMutatedFileEndsAsBlocksOrAsAReason(string name, int rounds)
    {
        Assert.SkipWhen(name == "a.pdf" && ProgramPath.Find("pdftotext") is null, "pdftotext (poppler-utils) is not installed.");
        var readers = new DocumentReaders(new ReaderOptions());
        var random = new Random(20_260_101);
        var path = _folder.File("stored");
        for (var round = 0; round < rounds; round++)
        {
            await File.WriteAllBytesAsync(path, Mutate(Good(name), random));
            var fault = await Record.ExceptionAsync(() => readers.ReadAsync(path, name, TestContext.Current.CancellationToken));
            Assert.True(fault is null or DocumentReadException, $"round {round}: {fault}");
        }
    }

    private static byte[] Good(string name) => name switch
    {
        "a.pdf" => TinyPdf.Create("Title", ["# Heading", "Some text."], ["More text."]),
        "a.docx" => TinyDocx.Create("Title", body => body.Append(
            TinyDocx.Styled("Heading1", "Heading"), TinyDocx.Item(1, 0, "Item"), TinyDocx.Table(["A", "B"], ["1", "2"]), TinyDocx.WithTextBox("x", "y"))),
        "a.html" => "<html><head><title>T</title></head><body><h1>H</h1><ul><li>a<li>b<ul><li>c</ul></ul><table><tr><td>1<td>2</table><pre>x</pre></body></html>"u8.ToArray(),
        _ => Encoding.UTF8.GetBytes("---\ntitle: T\n---\n# H\n\ntext `code` [l](u) {% tag \"x\" %}\n\n- a\n  - b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx\n```\n\n[^1]: note\n"),
    };

    private static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
                default: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at - 1)); break;
            }
        }

        return [.. bytes];
    }
}

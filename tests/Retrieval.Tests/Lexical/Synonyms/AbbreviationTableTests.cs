using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Synonyms;

namespace RagDocs.Retrieval.Tests.Lexical.Synonyms;

public sealed class AbbreviationTableTests
{
    [Fact]
    public void ATableReadsAsItWasWritten()
    {
        var collector = new AbbreviationCollector();
        collector.Add(1, ["Paid Time Off (PTO)", "paid time off (PTO)"], new Analyzer());
        collector.Add(300, ["Paid Time Off (PTO) and the Office of General Counsel (OGC)"], new Analyzer());
        var read = AbbreviationTable.Read(collector.Build().ToBytes());
        Assert.Equal([("PTO", "1,300"), ("OGC", "300")], read.Terms.Select(t => (t.Forms.Short, string.Join(',', t.Documents))));
        Assert.Equal("Paid Time Off", read.Terms[0].Forms.Long);
        var form = Assert.Single(read.BeginningWith("paid"u8.ToArray()));
        Assert.False(form.IsShort);
        Assert.Equal(3, form.Terms.Count);
    }

    [Fact]
    public void BytesThatAreCutAreTold()
    {
        var collector = new AbbreviationCollector();
        collector.Add(0, ["Paid Time Off (PTO)"], new Analyzer());
        var bytes = collector.Build().ToBytes().ToArray();
        for (var length = 1; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.True(RagDocs.Retrieval.Segments.PartSections.ShowsDamage(Record.Exception(() => AbbreviationTable.Read(cut))!));
        }
    }
}

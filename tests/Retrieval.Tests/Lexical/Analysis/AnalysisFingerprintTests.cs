using System.Globalization;
using System.Text;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Tests.Lexical.Analysis;

public sealed class AnalysisFingerprintTests : LibraryTest
{
    /// <summary>The list that says only which words of a question are left out; no index depends on it.</summary>
    private const string OfQuestionsOnly = "stop-pairs.txt";

    [Fact]
    public void EveryListOfWordsThatTermsDependOnIsPartOfIt()
    {
        var lists = typeof(AnalysisFingerprint).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".txt", StringComparison.Ordinal))
            .Select(name => name.Split(".Words.")[^1]).Where(name => name != OfQuestionsOnly);
        Assert.Equal(lists.Order(StringComparer.Ordinal), AnalysisFingerprint.Lists.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    public void TheRulesDoNotDependOnThePlaceOfTheServer(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(AnalysisFingerprint.Current, AnalysisFingerprint.Compute());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task AnIndexOfOtherRulesIsMadeAnew()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await Library.SearchAsync("leave");
        await Library.Chunks.WriteAsync(all: true, CancellationToken.None);
        var folder = Path.GetDirectoryName(Directory.EnumerateFiles(Library.Catalog.DataFolder, "index.manifest", SearchOption.AllDirectories).Single())!;
        var manifest = IndexManifest.Read(folder)!;
        Library.Chunks.Dispose();
        var generation = await Library.Generations.ActiveAsync(CancellationToken.None);
        using (var store = new SegmentStore(folder)) Assert.NotNull(store.Open(generation.Id, generation.Dimensions, out _));
        (manifest with { Analysis = manifest.Analysis + 1 }).Write(folder);
        using (var store = new SegmentStore(folder)) Assert.Null(store.Open(generation.Id, generation.Dimensions, out _));
    }

    [Fact]
    public void EveryLanguageHasAShareInTheProbe()
    {
        // A stemmer that the probe does not touch could change unseen.
        foreach (var language in new[] { Language.English, Language.German, Language.French, Language.Spanish, Language.Italian, Language.Portuguese, Language.Dutch, Language.Russian })
        {
            var cut = new Sink();
            new Analyzer { Language = language }.Analyze(AnalysisFingerprint.Probe, 0, ref cut);
            Assert.True(cut.Stemmed > 5, $"{language} cuts {cut.Stemmed} words of the probe only.");
        }
    }

    private sealed class Sink : ITermSink
    {
        public int Stemmed { get; private set; }

        public void Add(scoped IndexTerm term)
        {
            if (term.Kind == TermKind.Word && Encoding.UTF8.GetByteCount(term.Word) > term.Bytes.Length) Stemmed++;
        }
    }
}

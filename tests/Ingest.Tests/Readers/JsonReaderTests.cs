using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class JsonReaderTests : ReaderFiles
{
    [Fact]
    public async Task ValuesStandBesideThePathToThem() => Assert.Equal(
        ["server.host = db1\nserver.port = 5432\nserver.tls = true\ntags = a, b\nnote = two lines"],
        Texts(await Read("""{"server": {"host": "db1", "port": 5432, "tls": true, "none": null}, "tags": ["a", "b"], "note": "two\nlines"}""", "a.json")));

    [Fact]
    public async Task ObjectsInAnArrayAreRowsUnderTheArraysName() => Assert.Equal(
        ["company = Firm", "staff: name = Ana; home.city = Zürich; skills = C#, SQL", "staff: name = Bo", "open = true"],
        Texts(await Read("""{"company": "Firm", "staff": [{"name": "Ana", "home": {"city": "Zürich"}, "skills": ["C#", "SQL"]}, {"name": "Bo"}], "open": true}""", "a.json")));

    [Theory]
    [InlineData("[{\"a\": 1, \"b\": {\"c\": 2}}, {\"a\": 3}]", "a.json")]
    [InlineData("{\"a\": 1, \"b\": {\"c\": 2}}\n{\"a\": 3}\n", "a.jsonl")]
    [InlineData("{\"a\": 1, \"b\": {\"c\": 2}}\n{\"a\": 3}\n", "a.json")]
    public async Task ListsWithAndWithoutBracketsAreRows(string json, string name) => Assert.Equal(["a = 1; b.c = 2", "a = 3"], Texts(await Read(json, name)));

    [Fact]
    public async Task ListsOfListsAreALineEach() => Assert.Equal(["1, 2\n3, 4"], Texts(await Read("[[1, 2], [3, 4]]", "a.json")));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public async Task EveryEncodingIsRead(string encoding)
    {
        var known = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);

        Assert.Equal(["city = Zürich"], Texts(await Read([.. known.Preamble, .. known.GetBytes("{\"city\": \"Zürich\"}")], "a.json")));
    }

    [Fact]
    public async Task AFileThatBreaksOffIsReadInPartAndSaysWhere()
    {
        var read = await Read("[{\"a\": 1},\n{\"a\": 2},\n{\"a\": ", "a.json");

        Assert.Equal(["a = 1", "a = 2"], Texts(read));
        Assert.Contains("line 3", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoJsonAtAllIsDamaged() => Assert.Equal(DocumentState.Damaged, (await Fails("Hello, world", "a.json")).State);

    [Fact]
    public async Task DeepNestingIsRefused() => Assert.Equal(DocumentState.Refused, (await Fails(new string('[', 1_000_000), "a.json")).State);

    [Fact]
    public async Task AValueLongerThanTheBufferIsReadWhole()
    {
        var text = string.Join(' ', Enumerable.Range(0, 40_000));

        Assert.Equal([$"a = {text}"], Texts(await Read($"{{\"a\": \"{text}\"}}", "a.json")));
    }

    [Fact]
    public async Task MoreTextThanTheLimitIsRefused() => Assert.Equal(
        DocumentState.Refused, (await Fails(Encoding.UTF8.GetBytes($"[\"{new string('x', 2_000)}\"]"), "a.json", new ReaderOptions { MaxCharacters = 1_000 })).State);
}

using System.Text;
using RagDocs.TestSupport.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

/// <summary>The fake server notices what a real one would refuse or, worse, ignore.</summary>
public sealed class QdrantContractTests
{
    [Theory]
    [InlineData("POST", "collections/c/points/query", """{"query":[1],"using":"dense","limit":3,"filters":{}}""", "$.filters is not in the description")]
    [InlineData("POST", "collections/c/points/query", """{"query":{"fusion":"rff"},"limit":3}""", "$.query fits none")]
    [InlineData("POST", "collections/c/points/query", """{"query":{"rrf":{"k":0}},"limit":3}""", "$.query fits none")]
    [InlineData("POST", "collections/c/points/search", """{"vector":[1],"limit":3}""", "POST /collections/c/points/search is not in the description")]
    [InlineData("PUT", "collections/c/points?wait=true&order=strong", """{"points":[]}""", "parameter order is not in the description")]
    [InlineData("PUT", "collections/c/points?wait=true", """{"points":[{"id":-1,"vector":{}}]}""", "$ fits none")]
    [InlineData("PUT", "collections/c/points?wait=true", """{"points":[{"id":1,"vector":{"bm25":{"indices":[4294967296],"values":[1]}}}]}""", "more than 32 bits")]
    [InlineData("PUT", "collections/c", """{"vectors":{"dense":{"size":4,"distance":"cosine"}}}""", "$.vectors fits none")]
    [InlineData("POST", "collections/c/points/count", """{"filter":{"must":[{"key":"a","match":{"any":["x","x"]}}]}}""", "$.filter fits none")]
    [InlineData("POST", "collections/aliases", """{"actions":[{"create_alias":{"alias_name":"a"}}]}""", "lacks collection_name")]
    public async Task ARequestThatGoesAgainstTheDescriptionIsNoticed(string method, string path, string body, string fault)
    {
        await using var server = await FakeQdrant.StartAsync();
        await SendAsync(server, method, path, body);
        Assert.Contains(fault, Assert.Single(server.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFilterOnAFieldWithoutAnIndexIsRefused()
    {
        await using var server = await FakeQdrant.StartAsync();
        await SendAsync(server, "PUT", "collections/c", """{"vectors":{"dense":{"size":1,"distance":"Cosine"}}}""");
        await SendAsync(server, "PUT", "collections/c/points?wait=true", """{"points":[{"id":1,"vector":{"dense":[1]},"payload":{"a":"x"}}]}""");
        var answer = await SendAsync(server, "POST", "collections/c/points/count", """{"filter":{"must":[{"key":"a","match":{"value":"x"}}]}}""");
        Assert.Contains("Index required", answer, StringComparison.Ordinal);
        Assert.Empty(server.Violations);
    }

    private static async Task<string> SendAsync(FakeQdrant server, string method, string path, string body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{server.Url}/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}

using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Tests.Embedding;

public sealed class SafetensorsTests
{
    [Theory]
    [InlineData("""{"e":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "outside the file")]
    [InlineData("""{"e":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", "outside the file")]
    [InlineData("""{"e":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "outside the file")]
    [InlineData("""{"e":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "size")]
    [InlineData("""{"e":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}""", "size")]
    [InlineData("""{"e":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", "damaged")]
    [InlineData("""{"e":{"dtype":"Q9","shape":[1],"data_offsets":[0,4]}}""", "damaged")]
    [InlineData("""{"e":{"shape":[1],"data_offsets":[0,4]}}""", "damaged")]
    [InlineData("""{"e":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "damaged")]
    [InlineData("""{"e":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "damaged")]
    [InlineData("""{"e":7}""", "damaged")]
    [InlineData("[]", "damaged")]
    [InlineData("{", "damaged")]
    public void AHostileHeaderIsRefusedWithTheReason(string header, string reason)
    {
        var refused = Assert.Throws<EmbeddingModelException>(() => Safetensors.Read("m.safetensors", TinyModel.Safetensors(header, new byte[4])));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains("m.safetensors", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 0 })]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void AHeaderLongerThanTheFileIsRefused(byte[] file) =>
        Assert.Throws<EmbeddingModelException>(() => Safetensors.Read("m.safetensors", file));

    [Fact]
    public void TensorsAreFoundByNameAndMetadataIsNotOne()
    {
        var tensors = Safetensors.Read("m", TinyModel.Safetensors(
            """{"__metadata__":{"scale":"1"},"a":{"dtype":"I8","shape":[1,2],"data_offsets":[0,2]},"b":{"dtype":"I8","shape":[2],"data_offsets":[2,4]}}""", [1, 2, 3, 4]));
        Assert.Equal([1, 2], tensors["a"].Data.ToArray());
        Assert.Equal([3, 4], tensors["b"].Data.ToArray());
        Assert.Equal(2, tensors.Count);
    }
}

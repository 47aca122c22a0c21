namespace RagDocs.Generation.Llama.Gguf;

/// <summary>
/// What stands before the weights of a GGUF file (github.com/ggml-org/ggml, docs/gguf.md), read without native code and without trust: every
/// count, length and offset is checked before it is used. Reads the header only.
/// </summary>
internal sealed record GgufHeader(string File, long FileBytes, GgufMetadata Metadata, IReadOnlyList<GgufTensor> Tensors)
{
    private const string Cure = "Only GGUF files are models here: choose one for llama.cpp";

    /// <exception cref="ModelFileException">Not readable, no GGUF, cut, damaged or hostile.</exception>
    public static GgufHeader Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Read(stream, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ModelFileException(path, $"it cannot be read: {failure.Message.TrimEnd('.')}", "Check the path and the file's rights.");
        }
    }

    public static GgufHeader Read(Stream stream, string file)
    {
        var reader = new GgufReader(stream, file);
        if (reader.Length < 24 || !reader.Take(4).SequenceEqual("GGUF"u8)) throw reader.Fault("it is no GGUF file", Cure);
        var version = reader.UInt32();
        if (version is not (2 or 3)) throw reader.Fault($"it is GGUF of the version {version}, but the engine reads 2 and 3", Cure);
        var tensors = reader.UInt64();
        var metadata = new GgufMetadataReader(reader, file).Read(reader.UInt64());
        var alignment = metadata.Number("general.alignment") ?? 32;
        if (alignment is 0 or > GgufLimits.Alignment || !uint.IsPow2(alignment)) throw reader.Fault($"its alignment is {alignment}");
        return new GgufHeader(file, reader.Length, metadata, new GgufTensorReader(reader, alignment).Read(tensors));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace RagDocs.Generation.Llama.Native;

/// <summary>How the weights come into memory.</summary>
internal enum LoadMode
{
    /// <summary>Read plainly. Weights are repacked for the processor without being there twice.</summary>
    Read = 0,

    /// <summary>Mapped; the file's pages can be dropped when memory is short.</summary>
    Map = 1,
}

/// <param name="Repack">Weights rearranged for the processor: 25 to 35 % faster, and with <see cref="LoadMode.Map"/> twice the memory.</param>
internal sealed record LoadSettings(LoadMode Mode = LoadMode.Read, bool Repack = true, int GpuLayers = -1);

/// <summary>A model's weights and vocabulary. Safe to read from several threads.</summary>
internal sealed unsafe class LlamaModel : IDisposable
{
    private const int MaxTextBytes = 64 * 1024 * 1024;
    private const int MaxCharacterBytes = 4;

    // Tokenisers without a regular expression; they would put a space before every piece, or join words.
    private static readonly string[] ReadInOne = ["llama", "bert", "t5", "rwkv", "plamo2", "gemma4"];

    private readonly byte[]?[] _pieces;
    private readonly bool _inPieces;
    private readonly Lazy<int> _longestPiece;

    private LlamaModel(ModelHandle handle, string path)
    {
        Handle = handle;
        Path = path;
        Vocabulary = NativeMethods.llama_model_get_vocab(handle);
        TokenCount = NativeMethods.llama_vocab_n_tokens(Vocabulary);
        _pieces = new byte[]?[TokenCount];
        _inPieces = !ReadInOne.Contains(Metadata("tokenizer.ggml.model")) && Metadata("tokenizer.ggml.pre") is not ("gemma4" or "sarvam-moe");
        _longestPiece = new Lazy<int>(() => Enumerable.Range(0, TokenCount).Max(token => ReadPiece(token, special: false).Length));
    }

    public string Path { get; }

    /// <summary>Tokens in the vocabulary.</summary>
    public int TokenCount { get; }

    public int EmbeddingLength => NativeMethods.llama_model_n_embd_out(Handle);

    public int TrainedContext => NativeMethods.llama_model_n_ctx_train(Handle);

    /// <summary>Scores a reranker gives for a pair.</summary>
    public int ClassCount => (int)NativeMethods.llama_model_n_cls_out(Handle);

    /// <summary>Of the weights.</summary>
    public long Bytes => (long)NativeMethods.llama_model_size(Handle);

    public long Parameters => (long)NativeMethods.llama_model_n_params(Handle);

    public string Description => ReadText((buffer, capacity) => NativeMethods.llama_model_desc(Handle, (byte*)buffer, (nuint)capacity)) ?? "";

    /// <summary>The file's own template (Jinja), or null.</summary>
    public string? ChatTemplate => Marshal.PtrToStringUTF8((nint)NativeMethods.llama_model_chat_template(Handle, null));

    /// <summary>Bytes of text one token stands for at most; so a text has at least its length through this many tokens.</summary>
    public int LongestPiece => Math.Max(_longestPiece.Value, MaxCharacterBytes);

    public SpecialTokens Special => SpecialTokens.Of(this);

    internal ModelHandle Handle { get; }

    internal nint Vocabulary { get; }

    /// <param name="progress">Called on the loading thread with 0 to 1.</param>
    /// <exception cref="LlamaException">With what llama.cpp said about the file.</exception>
    public static LlamaModel Load(string path, LoadSettings settings, Action<float>? progress, CancellationToken cancellationToken)
    {
        LlamaLibrary.Load();
        var watch = new LoadWatch(progress, cancellationToken);
        var watching = GCHandle.Alloc(watch);
        try
        {
            var parameters = NativeMethods.llama_model_default_params();
            parameters.GpuLayers = settings.GpuLayers;
            parameters.LoadMode = (int)settings.Mode;
            parameters.UseExtraBuffers = (byte)(settings.Repack ? 1 : 0);
            // Reads every tensor once and refuses one with impossible numbers in it.
            parameters.CheckTensors = 1;
            parameters.ProgressCallback = (nint)(delegate* unmanaged[Cdecl]<float, void*, byte>)&LoadWatch.Report;
            parameters.ProgressCallbackData = GCHandle.ToIntPtr(watching);
            _ = LlamaLog.TakeErrors();
            var model = NativeMethods.llama_model_load_from_file(path, parameters);
            cancellationToken.ThrowIfCancellationRequested();
            if (model == 0) throw new LlamaException($"The model {path} could not be loaded: {LlamaLog.TakeErrors()}. Verify the file, or get it again.");
            return new LlamaModel(new ModelHandle(model), path);
        }
        finally
        {
            watching.Free();
        }
    }

    /// <summary>A value of the file's header as text, or null.</summary>
    public string? Metadata(string key) =>
        ReadText((buffer, capacity) => NativeMethods.llama_model_meta_val_str(Handle, key, (byte*)buffer, (nuint)capacity));

    /// <param name="addSpecial">Adds what the model wants around a text (beginning, end).</param>
    /// <param name="parseSpecial">Markup such as [INST] becomes its token; never for text that people or documents wrote.</param>
    public int[] Tokenize(string text, bool addSpecial, bool parseSpecial, CancellationToken cancellationToken = default)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > MaxTextBytes) throw new BadRequestException($"A text of {length / 1_048_576} MB is too long; at most {MaxTextBytes / 1_048_576} MB can be read.");
        if (!_inPieces || text.Length <= TextPieces.Longest) return TokenizePiece(text, addSpecial, parseSpecial);
        var tokens = new List<int>();
        if (addSpecial && Special.Begin is { } begin) tokens.Add(begin);
        foreach (var piece in TextPieces.Of(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            tokens.AddRange(TokenizePiece(text.AsSpan()[piece], addSpecial: false, parseSpecial));
        }

        if (addSpecial && Special.End is { } end) tokens.Add(end);
        return [.. tokens];
    }

    /// <summary>The bytes of a token as they appear in text; control tokens have none. Not always whole characters.</summary>
    public ReadOnlySpan<byte> Piece(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, TokenCount);
        return _pieces[token] ??= ReadPiece(token, special: false);
    }

    public bool IsEndOfGeneration(int token)
    {
        var isEnd = NativeMethods.llama_vocab_is_eog(Vocabulary, token);
        GC.KeepAlive(Handle);
        return isEnd;
    }

    public void Dispose() => Handle.Dispose();

    internal byte[] ReadPiece(int token, bool special)
    {
        Span<byte> buffer = stackalloc byte[64];
        var count = Read(buffer);
        if (count >= 0) return buffer[..count].ToArray();
        var larger = new byte[-count];
        count = Read(larger);
        return larger[..Math.Max(0, count)];

        int Read(Span<byte> into)
        {
            fixed (byte* target = into)
            {
                var written = NativeMethods.llama_token_to_piece(Vocabulary, token, target, into.Length, 0, special);
                GC.KeepAlive(Handle);
                return written;
            }
        }
    }

    /// <summary>In one; only for texts without long words where the tokeniser has a regular expression.</summary>
    internal int[] TokenizePiece(ReadOnlySpan<char> text, bool addSpecial, bool parseSpecial)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        var tokens = new int[bytes.Length + 8];
        fixed (byte* source = bytes)
        fixed (int* target = tokens)
        {
            var count = NativeMethods.llama_tokenize(Vocabulary, source, bytes.Length, target, tokens.Length, addSpecial, parseSpecial);
            GC.KeepAlive(Handle);
            if (count < 0) throw new LlamaException($"A text of {bytes.Length} bytes could not be split into tokens ({count}).");
            return tokens[..count];
        }
    }

    /// <summary>For functions that answer the length needed, snprintf-like.</summary>
    private static string? ReadText(Func<nint, int, int> read)
    {
        var buffer = new byte[256];
        while (true)
        {
            int length;
            fixed (byte* target = buffer) length = read((nint)target, buffer.Length);
            if (length < 0) return null;
            if (length < buffer.Length) return Encoding.UTF8.GetString(buffer, 0, length);
            buffer = new byte[length + 1];
        }
    }

    private sealed class LoadWatch(Action<float>? progress, CancellationToken cancellationToken)
    {
        [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
        public static byte Report(float fraction, void* data) => ((LoadWatch)GCHandle.FromIntPtr((nint)data).Target!).Report(fraction);

        // 0 ends the loading. Nothing may be thrown through native code.
        private byte Report(float fraction)
        {
            try
            {
                progress?.Invoke(fraction);
            }
            catch (Exception)
            {
                return 0;
            }

            return (byte)(cancellationToken.IsCancellationRequested ? 0 : 1);
        }
    }
}

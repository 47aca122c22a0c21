using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

// The vocabulary pointer is the model's; callers keep the model's handle alive around these calls.
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Llama)]
    public static partial int llama_vocab_n_tokens(nint vocabulary);

    [LibraryImport(Llama)]
    public static partial int llama_vocab_bos(nint vocabulary);

    [LibraryImport(Llama)]
    public static partial int llama_vocab_eos(nint vocabulary);

    [LibraryImport(Llama)]
    public static partial int llama_vocab_sep(nint vocabulary);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_vocab_get_add_bos(nint vocabulary);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_vocab_get_add_eos(nint vocabulary);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_vocab_get_add_sep(nint vocabulary);

    /// <summary>Bits of <see cref="TokenAttributes"/>.</summary>
    [LibraryImport(Llama)]
    public static partial TokenAttributes llama_vocab_get_attr(nint vocabulary, int token);

    [LibraryImport(Llama)]
    public static partial byte* llama_vocab_get_text(nint vocabulary, int token);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_vocab_is_eog(nint vocabulary, int token);

    /// <summary>Tokens written, or the negative of how many are needed.</summary>
    [LibraryImport(Llama)]
    public static partial int llama_tokenize(
        nint vocabulary, byte* text, int length, int* tokens, int capacity,
        [MarshalAs(UnmanagedType.U1)] bool addSpecial, [MarshalAs(UnmanagedType.U1)] bool parseSpecial);

    /// <summary>Bytes written, or the negative of how many are needed.</summary>
    [LibraryImport(Llama)]
    public static partial int llama_token_to_piece(
        nint vocabulary, int token, byte* buffer, int capacity, int leadingSpacesToDrop, [MarshalAs(UnmanagedType.U1)] bool special);
}

/// <summary><c>llama_token_attr</c>.</summary>
[Flags]
internal enum TokenAttributes
{
    None = 0,
    Unknown = 1 << 0,
    Unused = 1 << 1,
    Normal = 1 << 2,
    Control = 1 << 3,
    UserDefined = 1 << 4,
    Byte = 1 << 5,
}

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>The number of terms in one field of a unit, in two bytes: exact below 32,768, then rounded down to 256, at most 8.4 million.</summary>
internal static class FieldLength
{
    private const int Exact = 0x8000;

    public static ushort Encode(int length) => (ushort)(length < Exact ? length : Math.Min(ushort.MaxValue, Exact + (length - Exact) / 256));

    public static int Decode(ushort code) => code < Exact ? code : Exact + (code - Exact) * 256;
}

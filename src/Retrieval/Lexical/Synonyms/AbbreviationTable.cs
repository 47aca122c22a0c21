using System.Text;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Postings;

namespace RagDocs.Retrieval.Lexical.Synonyms;

/// <summary>The abbreviations that a segment's documents define, found by either form. Immutable.</summary>
/// <remarks>
/// As bytes: for each its two forms (UTF-8), the terms of both, and the documents as distances; every list and text after its length,
/// numbers as LEB128.
/// </remarks>
internal sealed class AbbreviationTable
{
    private readonly Dictionary<TermKey, List<DefinedForm>> _byFirstTerm = [];

    public AbbreviationTable(IReadOnlyList<DefinedTerm> terms)
    {
        Terms = terms;
        foreach (var term in terms)
        {
            Add(term.ShortTerms, new DefinedForm(term, IsShort: true));
            Add(term.LongTerms, new DefinedForm(term, IsShort: false));
        }
    }

    public static AbbreviationTable Empty { get; } = new([]);

    public IReadOnlyList<DefinedTerm> Terms { get; }

    /// <summary>The forms, short or long, whose first word is this.</summary>
    public IReadOnlyList<DefinedForm> BeginningWith(ReadOnlyMemory<byte> term) => _byFirstTerm.TryGetValue(new TermKey(term), out var forms) ? forms : [];

    /// <exception cref="InvalidDataException">The bytes make no sense; other exceptions say the same, see <see cref="Segments.PartSections.ShowsDamage"/>.</exception>
    public static AbbreviationTable Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var terms = new List<DefinedTerm>();
        while (!reader.AtEnd)
        {
            var forms = new Abbreviation(ReadText(ref reader), ReadText(ref reader));
            terms.Add(new DefinedTerm(forms, ReadTerms(ref reader), ReadTerms(ref reader), ReadDocuments(ref reader)));
        }

        return terms.Count == 0 ? Empty : new AbbreviationTable(terms);
    }

    public ReadOnlySpan<byte> ToBytes()
    {
        var writer = new ByteWriter();
        foreach (var term in Terms)
        {
            Write(writer, Encoding.UTF8.GetBytes(term.Forms.Short));
            Write(writer, Encoding.UTF8.GetBytes(term.Forms.Long));
            Write(writer, term.ShortTerms);
            Write(writer, term.LongTerms);
            writer.WriteNumber(term.Documents.Count);
            var before = 0;
            foreach (var document in term.Documents)
            {
                writer.WriteNumber(document - before);
                before = document;
            }
        }

        return writer.Written;
    }

    private void Add(IReadOnlyList<TermKey> terms, DefinedForm form)
    {
        if (terms.Count == 0) return;
        if (!_byFirstTerm.TryGetValue(terms[0], out var forms)) _byFirstTerm[terms[0]] = forms = [];
        forms.Add(form);
    }

    private static void Write(ByteWriter writer, IReadOnlyList<TermKey> terms)
    {
        writer.WriteNumber(terms.Count);
        foreach (var term in terms) Write(writer, term.Bytes.Span);
    }

    private static void Write(ByteWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.WriteNumber(bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadText(ref ByteReader reader) => Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadNumber()));

    private static TermKey[] ReadTerms(ref ByteReader reader)
    {
        var terms = new List<TermKey>();
        for (var left = reader.ReadNumber(); left > 0; left--) terms.Add(new TermKey(reader.ReadBytes(reader.ReadNumber()).ToArray()));
        return [.. terms];
    }

    private static int[] ReadDocuments(ref ByteReader reader)
    {
        var documents = new List<int>();
        for (var left = reader.ReadNumber(); left > 0; left--) documents.Add(checked(reader.ReadNumber() + (documents.Count == 0 ? 0 : documents[^1])));
        return [.. documents];
    }
}

/// <summary>One of the two forms of an abbreviation.</summary>
internal readonly record struct DefinedForm(DefinedTerm Term, bool IsShort)
{
    public IReadOnlyList<TermKey> Terms => IsShort ? Term.ShortTerms : Term.LongTerms;

    public string Text => IsShort ? Term.Forms.Short : Term.Forms.Long;

    public DefinedForm Other => this with { IsShort = !IsShort };
}

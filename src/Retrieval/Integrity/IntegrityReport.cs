namespace RagDocs.Retrieval.Integrity;

public enum IndexFault
{
    /// <summary>A searchable chunk that the search index does not hold.</summary>
    IndexEntryMissing,

    /// <summary>An entry of the search index without a searchable chunk.</summary>
    IndexEntryLeftOver,

    /// <summary>A file of the search index is not what was written.</summary>
    IndexFileDamaged,

    /// <summary>Documents with a searchable chunk that search by meaning cannot find.</summary>
    VectorMissing,

    /// <summary>A vector of a chunk that is gone or superseded.</summary>
    VectorLeftOver,

    /// <summary>A chunk that is searched although its document is removed, has a newer version, or lies in another collection.</summary>
    ShownWrongly,

    /// <summary>Documents whose searched version lacks chunks.</summary>
    ChunksMissing,

    /// <summary>Documents whose original file is not in the data folder.</summary>
    OriginalMissing,

    /// <summary>The database file itself; the detail says what SQLite found. Restore a backup.</summary>
    DatabaseDamaged,
}

/// <param name="Count">Chunks, rows or documents, as the fault says.</param>
/// <param name="Repaired">Mended, or the documents are in the queue to be read again.</param>
/// <param name="Detail">For example the first paths; empty when the number says all.</param>
public sealed record IndexFinding(IndexFault Fault, int Count, bool Repaired, string Detail = "");

/// <summary>What an integrity check looked at and found.</summary>
/// <param name="Chunks">Searchable ones, each compared with its entry in the search index and its vector.</param>
/// <param name="Documents">Searchable ones.</param>
/// <param name="Unsound">Documents to be read again, because the catalog alone cannot mend them.</param>
public sealed record IntegrityReport(int Chunks, int Documents, IReadOnlyList<IndexFinding> Findings, IReadOnlyList<long> Unsound);

namespace RagDocs.Generation.Models.Store;

public enum VerificationResult
{
    /// <summary>The file is the one that came.</summary>
    Same,

    /// <summary>It changed since.</summary>
    Different,

    /// <summary>It had no pin; its hash is pinned from now on.</summary>
    Pinned,
}

/// <param name="Sha256">What the file has now.</param>
/// <param name="Pin">What it should have.</param>
public sealed record ModelVerification(string Id, VerificationResult Result, string Sha256, ModelPin Pin);

namespace RagDocs.Generation.Models.Store;

/// <summary>A file is not the one that is known by its name. A person may accept it, after asking where it comes from.</summary>
/// <param name="file">Its name.</param>
/// <param name="sha256">What it has.</param>
/// <param name="pin">What it should have.</param>
public sealed class ModelHashException(string file, string sha256, ModelPin pin)
    : ModelsException($"{file} is not the known file: its SHA-256 is {sha256} instead of {pin.Sha256} (pinned by {pin.Who}). It was not taken. "
        + "The publisher or the mirror changed it, or somebody on the way did: compare it with what the publisher names. "
        + "If it is the right one, accept it at the top of the models page, or with --accept-new-hash on the command line.");

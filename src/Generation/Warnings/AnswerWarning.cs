using System.Text.Json.Serialization;

namespace RagDocs.Generation.Warnings;

/// <summary>What the asker should know about the sources before he relies on an answer. Stored with it, put into words in the reader's language.</summary>
[JsonDerivedType(typeof(SourcesDisagree), "disagree")]
[JsonDerivedType(typeof(SourceOverdue), "overdue")]
public abstract record AnswerWarning
{
    /// <summary>In English, for the API, the command line and exports.</summary>
    [JsonIgnore]
    public abstract string Text { get; }

    /// <summary>Numbers of the citations it speaks of; shown only to who may read them all.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<int> Citations { get; }
}

/// <summary>Two sources say different numbers or dates of the same thing; both are cited.</summary>
/// <param name="First">Number of the citation the answer rests on.</param>
/// <param name="FirstSays">Its figure as it is written there.</param>
/// <param name="Second">Number of the citation that says otherwise.</param>
/// <param name="SecondSays">Its figure as it is written there.</param>
public sealed record SourcesDisagree(int First, string FirstSays, int Second, string SecondSays) : AnswerWarning
{
    [JsonIgnore]
    public override IReadOnlyList<int> Citations => [First, Second];

    [JsonIgnore]
    public override string Text => $"The sources disagree: [{First}] says “{FirstSays}”, [{Second}] says “{SecondSays}”.";
}

/// <summary>A document that the answer rests on alone should have been looked at again by now.</summary>
/// <param name="Citation">Its number.</param>
/// <param name="ReviewBy">The day its review was due.</param>
public sealed record SourceOverdue(int Citation, DateOnly ReviewBy) : AnswerWarning
{
    [JsonIgnore]
    public override IReadOnlyList<int> Citations => [Citation];

    [JsonIgnore]
    public override string Text => $"[{Citation}] was due for review on {ReviewBy:yyyy-MM-dd} and may be out of date.";
}

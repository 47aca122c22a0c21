namespace RagDocs.Generation.Checking;

public enum CheckFindingKind
{
    /// <summary>A number, date, time or code that the cited text does not hold.</summary>
    NumberNotFound,

    /// <summary>The cited text has another number at this place.</summary>
    NumberOfOther,

    /// <summary>A name that the cited text does not hold.</summary>
    NameNotFound,

    /// <summary>The cited text has another name at this place.</summary>
    NameOfOther,

    /// <summary>Not, never, increase for decrease: the cited text says the opposite.</summary>
    Reversed,

    /// <summary>All, only, at least, must, before: the cited text is wider or narrower.</summary>
    Changed,

    /// <summary>Words that the cited text does not hold.</summary>
    WordsNotFound,

    /// <summary>Written in another language than the source: only numbers and names were compared.</summary>
    OtherLanguage,

    /// <summary>Nothing of it stands in the cited text.</summary>
    NothingFound,
}

/// <summary>One thing that speaks against a sentence.</summary>
/// <param name="Words">Of the sentence.</param>
/// <param name="Instead">What the source says there; empty when it says nothing.</param>
public sealed record CheckFinding(CheckFindingKind Kind, string Words, string Instead = "")
{
    /// <summary>The source contradicts this, or does not hold a fact of it; the others only say it differently or in part.</summary>
    public bool IsContradiction => Kind is CheckFindingKind.NumberNotFound or CheckFindingKind.NumberOfOther or CheckFindingKind.NameNotFound
        or CheckFindingKind.NameOfOther or CheckFindingKind.Reversed;

    /// <summary>In English, for the API, the command line and logs of answers.</summary>
    public string Reason => Kind switch
    {
        CheckFindingKind.NumberNotFound => $"“{Words}” is not in the source.",
        CheckFindingKind.NumberOfOther when Instead.Length > 0 => $"The source has “{Instead}” where this says “{Words}”.",
        CheckFindingKind.NumberOfOther => $"The source says “{Words}” of something else.",
        CheckFindingKind.NameNotFound => $"“{Words}” is not named in the source.",
        CheckFindingKind.NameOfOther => $"The source names “{Instead}” where this says “{Words}”.",
        CheckFindingKind.Reversed when Instead.Length > 0 => $"The source says “{Instead}”, not “{Words}”.",
        CheckFindingKind.Reversed => $"The source says the opposite of “{Words}”.",
        CheckFindingKind.Changed when Instead.Length > 0 => $"The source says “{Instead}” where this says “{Words}”.",
        CheckFindingKind.Changed => $"The source does not say “{Words}”.",
        CheckFindingKind.WordsNotFound => $"Not in the source: {Words}.",
        CheckFindingKind.OtherLanguage => "The source is in another language; only numbers and names were compared.",
        _ => "The source does not say this.",
    };
}

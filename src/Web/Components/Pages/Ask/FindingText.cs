using Microsoft.Extensions.Localization;
using RagDocs.Generation.Checking;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Ask;

/// <summary>What speaks against a sentence, in the reader's language.</summary>
internal static class FindingText
{
    public static string Of(IStringLocalizer<Texts> texts, CheckFinding finding)
    {
        var replaced = finding.Instead.Length > 0;
        var key = finding.Kind switch
        {
            CheckFindingKind.NumberNotFound => "Check.NumberNotFound",
            CheckFindingKind.NumberOfOther => replaced ? "Check.Instead" : "Check.NumberOfOther",
            CheckFindingKind.NameNotFound => "Check.NameNotFound",
            CheckFindingKind.NameOfOther => "Check.Instead",
            CheckFindingKind.Reversed => replaced ? "Check.Instead" : "Check.Reversed",
            CheckFindingKind.Changed => replaced ? "Check.Instead" : "Check.Added",
            CheckFindingKind.WordsNotFound => "Check.WordsNotFound",
            CheckFindingKind.OtherLanguage => "Check.OtherLanguage",
            _ => "Check.NothingFound",
        };
        return texts[key, finding.Words, finding.Instead];
    }
}

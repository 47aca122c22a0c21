namespace RagDocs.Generation.Languages;

internal enum Language
{
    English,
    German,
}

/// <summary>Tells German from everything else by the small words of a question; what is not German is answered in English.</summary>
internal static class QuestionLanguage
{
    private static readonly HashSet<string> GermanWords = new(
        """
        aber als auf aus bei bekomme bekommt bin bis brauche braucht da dafür dann darf das dass davon dazu dem den der des die dort du dürfen
        ein eine einem einen einer eines er es für gibt gilt gelten habe haben hat ich ihr im ist ja jede jeder jedes kann kein keine können
        lange man mein meine mich mir mit muss müssen nach nein nicht noch nur ob oder ohne sein seine sich sie sind soll sollen über um und
        uns unser unter viel viele vom von vor wann war warum was welche welchen welcher welches wem wen wenn wer werden wessen wie wieso wir
        wird wo wofür woher wohin zu zum zur zwischen
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> EnglishWords = new(
        """
        a about an and are at be by can do does for from has have how i in is it may must my of on or our shall should that the their there
        they this to us was we were what when where which who whose why will with would you your
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    public static Language Of(string question)
    {
        var words = question.Split([' ', '\n', '\t', '?', '!', ',', '.', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
        var german = words.Count(GermanWords.Contains);
        return german > 0 && german > words.Count(EnglishWords.Contains) ? Language.German : Language.English;
    }
}

using RagDocs.Retrieval.Lexical.Analysis;

namespace RagDocs.Retrieval.Tests.Lexical.Analysis;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData(nameof(Language.English), "Employees who want to carry over unused days must ask their supervisor before the end of the year.")]
    [InlineData(nameof(Language.German), "Wer nicht genommene Urlaubstage in das nächste Jahr übertragen will, muss dies bis zum Ende des Jahres bei der Leitung beantragen.")]
    [InlineData(nameof(Language.French), "Les salariés qui souhaitent reporter des jours de congé doivent en faire la demande à leur responsable avant la fin de l'année.")]
    [InlineData(nameof(Language.Spanish), "Los empleados que quieran trasladar días de vacaciones deben pedirlo a su superior antes de que termine el año.")]
    [InlineData(nameof(Language.Italian), "I dipendenti che vogliono riportare i giorni di ferie devono chiederlo al responsabile prima della fine dell'anno.")]
    [InlineData(nameof(Language.Portuguese), "Os funcionários que queiram transferir dias de férias devem pedir ao seu superior antes do fim do ano, não depois.")]
    [InlineData(nameof(Language.Dutch), "Werknemers die hun vakantiedagen naar het volgende jaar willen meenemen, moeten dit voor het einde van het jaar aan de leiding vragen.")]
    [InlineData(nameof(Language.Russian), "Сотрудники, которые хотят перенести дни отпуска на следующий год, должны подать заявление до конца года.")]
    [InlineData(nameof(Language.Chinese), "员工如需将未休完的年假转入下一年，必须在年底之前向主管提出申请。")]
    [InlineData(nameof(Language.Japanese), "未使用の年次有給休暇を翌年に繰り越す場合は、年末までに上司に申請してください。")]
    [InlineData(nameof(Language.Korean), "사용하지 않은 연차를 다음 해로 이월하려면 연말까지 상사에게 신청해야 합니다.")]
    [InlineData(nameof(Language.Thai), "พนักงานที่ต้องการโอนวันลาที่ไม่ได้ใช้ไปปีถัดไปต้องแจ้งหัวหน้าก่อนสิ้นปี")]
    public void ASentenceTellsItsLanguage(string language, string text) => Assert.Equal(Enum.Parse<Language>(language), LanguageGuess.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("Umsatz 2022")]
    [InlineData("12,5 13,8 14,1 % EUR")]
    [InlineData("Pracownicy, którzy chcą przenieść niewykorzystane dni urlopu, muszą złożyć wniosek przed końcem roku.")]
    [InlineData("Ansatte som ønsker å overføre feriedager til neste år, må søke om dette før årets slutt.")]
    [InlineData("Çalışanlar kullanılmayan izin günlerini bir sonraki yıla aktarmak için yıl sonundan önce başvurmalıdır.")]
    [InlineData("\ud800\udfff\0")]
    public void WhatIsNotClearIsTreatedAsEnglish(string text) => Assert.Equal(Language.English, LanguageGuess.Of(text));

    [Fact]
    public void ForeignQuotationsDoNotTurnADocument() => Assert.Equal(Language.German, LanguageGuess.Of(
        "Die Firma \"The Best of the World Ltd.\" wird nach dem Vertrag von der Gesellschaft übernommen, wie es in der Anlage steht."));

    [Fact]
    public void TheTextsOfADocumentAreReadTogether() =>
        Assert.Equal(Language.German, LanguageGuess.Of(["Urlaub", "Wer nicht kann, der muss", "dies bei der Leitung und dem Betriebsrat sagen."]));
}

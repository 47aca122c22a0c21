using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using RagDocs.Generation.Warnings;
using RagDocs.Web.Components.Pages.Ask;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Tests.Components;

public sealed class WarningTextTests : IDisposable
{
    private readonly (CultureInfo, CultureInfo) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;

    [Theory]
    [InlineData("en-GB", "The sources disagree: [1] says “120 euros”, [4] says “{0} €”.")]
    [InlineData("de-DE", "Die Quellen widersprechen sich: [1] sagt „120 euros“, [4] sagt „{0} €“.")]
    public void FiguresOfDocumentsStayWhatTheyAre(string language, string text) =>
        Assert.Equal(text, Of(language, new SourcesDisagree(1, "120 euros", 4, "{0} €")));

    [Theory]
    [InlineData("en-GB", "The only source for this, [2], was due for review on 01/03/2026 and may be out of date.")]
    [InlineData("de-DE", "Die einzige Quelle hierfür, [2], war am 01.03.2026 zur Überprüfung fällig und ist vielleicht nicht mehr aktuell.")]
    public void ADayIsWrittenAsItsReaderWritesIt(string language, string text) => Assert.Equal(text, Of(language, new SourceOverdue(2, new DateOnly(2026, 3, 1))));

    private static string Of(string language, AnswerWarning warning)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(language);
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        return WarningText.Of(services.GetRequiredService<IStringLocalizer<Texts>>(), warning);
    }
}

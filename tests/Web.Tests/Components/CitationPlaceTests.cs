using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using RagDocs.Generation.Conversations;
using RagDocs.Web.Components.Pages.Ask;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Tests.Components;

public sealed class CitationPlaceTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Theory]
    [InlineData("en", "kickoff.pptx", 3, null, "slide 3")]
    [InlineData("de", "kickoff.odp", 3, null, "Folie 3")]
    [InlineData("de", "report.pdf", 3, null, "Seite 3")]
    [InlineData("de", "budget.xlsx", null, "Budget!A2:F40", "Budget!A2:F40")]
    [InlineData("en", "rules.md", null, null, "Allowances")]
    public void APlaceIsNamedAsItsFormatCounts(string language, string path, int? page, string? cells, string place)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var texts = services.GetRequiredService<IStringLocalizer<Texts>>();

        Assert.Equal(place, CitationPlace.Place(texts, new CitationView(1, 1, 1, 1, 1, "Title", "HR", path, page, "Rules › Allowances", "", "") { Cells = cells }));
    }
}

using System.Text.Json;
using RagDocs.Retrieval;
using RagDocs.Web.Components.Pages.RetrievalTest;

namespace RagDocs.Web.Tests.Components;

public sealed class TrialOptionsTests
{
    private static readonly TrialSetting Meaning = TrialSetting.Weights.Single(s => s.Kind == Evidence.Meaning);
    private static readonly TrialSetting Candidates = TrialSetting.Limits.Single(s => s.Name == nameof(RetrievalOptions.Candidates));

    [Fact]
    public void ATrialBeginsAsTheSettingsInUseAndLeavesThemAlone()
    {
        var inUse = new RetrievalOptions { VectorWeight = 0.9, EmbeddingModel = "/models/one" };
        var trial = new TrialOptions(inUse);
        Assert.Equal(0, trial.Differing);

        trial.Set(Meaning, 2);

        Assert.Equal(1, trial.Differing);
        Assert.Equal((2, 0.9), (trial.ForSearch().VectorWeight, inUse.VectorWeight));
        Assert.Equal("/models/one", trial.ForSearch().EmbeddingModel);
        trial.ResetAll();
        Assert.Equal(0.9, trial.ForSearch().VectorWeight);
    }

    [Fact]
    public void WhatWasHandedToASearchDoesNotChangeAfterwards()
    {
        var trial = new TrialOptions(new RetrievalOptions());
        trial.Set(Meaning, 2);
        var searched = trial.ForSearch();

        trial.Set(Meaning, 3);

        Assert.Equal(2, searched.VectorWeight);
    }

    [Fact]
    public void AValueOutOfRangeBecomesTheNearestThatIsAllowed()
    {
        var trial = new TrialOptions(new RetrievalOptions());
        trial.Set(Meaning, 99);
        trial.Set(Candidates, 12.4);

        Assert.Equal((10, 12), (trial.ForSearch().VectorWeight, trial.ForSearch().Candidates));
        trial.Set(Candidates, -5);
        Assert.Equal(10, trial.ForSearch().Candidates);
    }

    [Fact]
    public void EveryKindOfEvidenceHasOneWeight() =>
        Assert.Equal(Enum.GetValues<Evidence>(), TrialSetting.Weights.Select(s => s.Kind!.Value).Order());

    [Fact]
    public void TheJsonHoldsWhatDiffersFromTheBuiltInSettingsWhoeverSetIt()
    {
        var trial = new TrialOptions(new RetrievalOptions { KeywordWeight = 1.5, TitleWeight = 3 });
        trial.Set(Meaning, 0.75);
        trial.Set(TrialSetting.Weights.Single(s => s.Kind == Evidence.Keywords), 1);

        using var json = JsonDocument.Parse(trial.Json());

        var section = json.RootElement.GetProperty(RetrievalOptions.Section);
        Assert.Equal(["TitleWeight", "VectorWeight"], section.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0.75, section.GetProperty("VectorWeight").GetDouble());
    }
}

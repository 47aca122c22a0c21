using RagDocs.Generation.Conversations;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Tests.Conversations;

public sealed class AnswerProblemTests
{
    [Fact]
    public void ABusyModelIsNamedWithTheTimeToComeBack() => Assert.Equal(
        "The language model has too much to do. Ask again in 8 s.",
        AnswerProblem.Of(new ModelServerException(ModelServerProblem.Busy, "…") { RetryAfter = TimeSpan.FromSeconds(7.2) }));

    [Fact]
    public void NoProblemTellsAskersAddressesOrServersWords()
    {
        foreach (var problem in Enum.GetValues<ModelServerProblem>())
        {
            var told = AnswerProblem.Of(new ModelServerException(problem, "The model server at http://gpu-7:8000 said “secret”.") { Detail = "secret" });
            Assert.DoesNotContain("gpu-7", told, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
            Assert.Contains("language model", told, StringComparison.Ordinal);
        }
    }
}

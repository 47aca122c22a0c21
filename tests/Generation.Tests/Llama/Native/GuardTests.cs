using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Tests.Llama.Native;

/// <summary>Each of these would end the process in native code; here each is an exception, and the context works on.</summary>
public sealed class GuardTests : IDisposable
{
    private readonly LlamaModel _model;
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;

    public GuardTests()
    {
        TinyModels.Need();
        _model = TinyModels.Load(TinyModels.Mistral);
        _context = new LlamaContext(_model, new ContextSettings(256, 32, 2, 1) { Outputs = 2 });
        _batch = _context.NewBatch();
    }

    [Fact]
    public void MoreTokensThanABatchTakes()
    {
        for (var i = 0; i < 32; i++) _batch.Add(300, i, 0, false);
        Assert.Throws<InvalidOperationException>(() => _batch.Add(300, 32, 0, false));
    }

    [Fact]
    public void ABatchOfAnotherContext()
    {
        using var large = new LlamaContext(_model, new ContextSettings(256, 128, 1, 1));
        using var batch = large.NewBatch();
        for (var i = 0; i < 64; i++) batch.Add(300, i, 0, false);
        Assert.Throws<InvalidOperationException>(() => _context.Decode(batch));
    }

    [Fact]
    public void AnEmptyBatch() => Assert.Throws<InvalidOperationException>(() => _context.Decode(_batch));

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(512, 0, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 0, -1)]
    public void ATokenPositionOrSequenceThatIsNotThere(int token, int position, int sequence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _batch.Add(token, position, sequence, false));

    [Fact]
    public void MoreRowsWithLogitsThanReserved()
    {
        for (var i = 0; i < 3; i++) _batch.Add(300, i, 0, true);
        Assert.Throws<InvalidOperationException>(() => _context.Decode(_batch));
    }

    [Fact]
    public void SamplingFromARowWithoutLogits()
    {
        using var sampler = SamplerChain.Create(_model, new SamplingOptions(), null);
        _batch.Add(300, 0, 0, false);
        _batch.Add(301, 1, 0, true);
        _context.Decode(_batch);
        Assert.Throws<InvalidOperationException>(() => sampler.Sample(_context, 0));
        Assert.Throws<InvalidOperationException>(() => sampler.Sample(_context, 7));
        Assert.InRange(sampler.Sample(_context, 1), 0, 511);
    }

    [Fact]
    public void AWordAfterTheGrammarsEnd()
    {
        using var sampler = SamplerChain.Create(_model, new SamplingOptions(), "root ::= \"a\"");
        _batch.Add(300, 0, 0, true);
        _context.Decode(_batch);
        Assert.Equal("a", new string(System.Text.Encoding.UTF8.GetString(_model.Piece(sampler.Sample(_context, 0)))));
        Assert.True(_model.IsEndOfGeneration(sampler.Sample(_context, 0)));
    }

    [Fact]
    public void FewerRowsThanSequences()
    {
        using var context = new LlamaContext(_model, new ContextSettings(256, 32, 8, 1) { Outputs = 1 });
        Assert.Equal(8, context.Outputs);
        Assert.Equal(3, new Greedy(context).Write([1, 300], 3).Count);
    }

    [Theory]
    [InlineData("root ::= \"a")]
    [InlineData("root ::= other")]
    [InlineData("start ::= \"a\"")]
    [InlineData("root ::= root \"a\"")]
    [InlineData("root ::= [a-z]{5000,100000}")]
    [InlineData("")]
    public void AGrammarThatCannotBeRead(string grammar) =>
        Assert.Throws<BadRequestException>(() => SamplerChain.Create(_model, new SamplingOptions(), grammar));

    [Fact]
    public void AGrammarTooDeepOrTooLong()
    {
        var deep = new string('(', 50_000);
        Assert.Throws<BadRequestException>(() => SamplerChain.Create(_model, new SamplingOptions(), $"root ::= {deep}\"a\"{deep.Replace('(', ')')}"));
        Assert.Throws<BadRequestException>(() => SamplerChain.Create(_model, new SamplingOptions(), "root ::= \"" + new string('a', 70_000) + "\""));
        Assert.Throws<BadRequestException>(() => SamplerChain.Create(_model, new SamplingOptions(), "root ::= \"a\0\""));
    }

    [Theory]
    [InlineData(float.NaN, 1, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 1, 0)]
    public void SamplingOptionsOutsideTheirRange(float temperature, float topP, float repeat) => Assert.Throws<BadRequestException>(() =>
        SamplerChain.Create(_model, new SamplingOptions { Temperature = temperature, TopP = topP, RepeatPenalty = repeat }, null));

    [Fact]
    public void APartOfASequenceSharedWithAnother()
    {
        for (var i = 0; i < 8; i++) _batch.Add(300 + i, i, 0, i == 7);
        _context.Decode(_batch);
        _context.CopySequence(0, 1, 0, 5);
        Assert.Equal(4, _context.LastPosition(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.CopySequence(0, 2, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.RemoveTail(-1, 0));
    }

    [Fact]
    public void AGapBetweenPositionsIsRefusedAndTheContextWorksOn()
    {
        _batch.Add(300, 0, 0, true);
        _context.Decode(_batch);
        _batch.Clear();
        _batch.Add(300, 9, 0, true);
        Assert.Throws<LlamaException>(() => _context.Decode(_batch));
        Assert.Equal(3, new Greedy(_context).Write([1, 300], 3).Count);
    }

    [Fact]
    public void AnEncodersPositionBeyondItsTable()
    {
        using var bert = TinyModels.Load(TinyModels.Bert);
        using var context = new LlamaContext(bert, new ContextSettings(256, 256, 1, 1) { Embeddings = true });
        using var batch = context.NewBatch();
        for (var i = 0; i < 129; i++) batch.Add(5, i, 0, true);
        Assert.Throws<InvalidOperationException>(() => context.Decode(batch));
    }

    public void Dispose()
    {
        _batch?.Dispose();
        _context?.Dispose();
        _model?.Dispose();
    }
}

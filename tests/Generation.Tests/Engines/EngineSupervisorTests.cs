using RagDocs.Generation.Engines;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Tests.Engines;

/// <summary>Over real processes that misbehave.</summary>
public sealed class EngineSupervisorTests
{
    [Fact]
    public async Task WithoutAModelThereIsNowhereToAsk()
    {
        await using var engine = new SupervisedEngine();

        Assert.Null(await engine.Supervisor.EndpointAsync(ModelKind.Chat, TestContext.Current.CancellationToken));

        Assert.Equal(EngineState.NoModel, engine.Status.State);
        Assert.Null(engine.Status.ProcessId);
    }

    [Fact]
    public async Task TheFirstQuestionStartsTheEngineAndWaitsUntilItIsReady()
    {
        await using var engine = new SupervisedEngine("slow");

        var endpoint = await engine.Supervisor.EndpointAsync(ModelKind.Chat, TestContext.Current.CancellationToken);

        Assert.Equal("slow", endpoint!.Model);
        Assert.Equal(2048, endpoint.ContextTokens);
        Assert.Equal([EngineState.Starting, EngineState.Loading, EngineState.Ready], engine.States.SkipWhile(s => s == EngineState.Stopped));
        var status = await engine.UntilAsync(s => s.TokensPerSecond is not null);
        Assert.Equal((30, 1, 2), (status.TokensPerSecond, status.Running, status.Waiting));
        Assert.True(status.ResidentBytes > 1 << 20);
    }

    [Fact]
    public async Task TheServiceStartsItsEngineUnlessToldOtherwise()
    {
        await using var engine = new SupervisedEngine("plain");
        await engine.Supervisor.StartAsync(TestContext.Current.CancellationToken);
        await engine.UntilAsync(s => s.State == EngineState.Ready);

        await using var waiting = new SupervisedEngine("plain", o => o.StartWithService = false);
        await waiting.Supervisor.StartAsync(TestContext.Current.CancellationToken);
        var status = await waiting.UntilAsync(s => s.ModelId is not null);
        Assert.Equal(EngineState.Stopped, status.State);
    }

    [Fact]
    public async Task AModelThatIsDroppedInStartsWithoutARestart()
    {
        await using var engine = new SupervisedEngine();
        await engine.Supervisor.StartAsync(TestContext.Current.CancellationToken);
        await engine.UntilAsync(s => s.State == EngineState.NoModel);

        engine.Choose("plain");

        await engine.UntilAsync(s => s.State == EngineState.Ready);
    }

    [Fact]
    public async Task AKilledEngineComesBackAsAnotherProcess()
    {
        await using var engine = new SupervisedEngine("plain");
        var socket = await engine.SocketAsync();
        var first = engine.Status.ProcessId!.Value;

        SupervisedEngine.Kill(first);
        var status = await engine.UntilAsync(s => s is { State: EngineState.Ready, Restarts: 1 });

        Assert.NotEqual(first, status.ProcessId);
        Assert.Contains("killed from outside", status.Reason, StringComparison.Ordinal);
        Assert.NotEqual(socket, await engine.SocketAsync());
        Assert.False(File.Exists(socket));
    }

    [Fact]
    public async Task AnAbortInNativeCodeIsNamed()
    {
        await using var engine = new SupervisedEngine("plain");
        await EngineDouble.TellAsync(await engine.SocketAsync(), "/abort");

        var status = await engine.UntilAsync(s => s is { State: EngineState.Ready, Restarts: 1 });

        Assert.StartsWith("Its native code aborted.", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEngineThatHangsIsReplaced()
    {
        await using var engine = new SupervisedEngine("plain", o => o.SilencePatience = TimeSpan.FromMilliseconds(300));
        var socket = await engine.SocketAsync();
        var first = engine.Status.ProcessId!.Value;

        await EngineDouble.TellAsync(socket, "/hang");
        var status = await engine.UntilAsync(s => s is { State: EngineState.Ready, Restarts: 1 });

        Assert.Contains("did not answer", status.Reason, StringComparison.Ordinal);
        Assert.False(SupervisedEngine.Runs(first));
    }

    [Fact]
    public async Task AnEngineThatNeedsSeveralStartsIsWaitedFor()
    {
        await using var engine = new SupervisedEngine("twice");

        Assert.NotNull(await engine.SocketAsync());

        Assert.Equal(2, engine.Status.Restarts);
    }

    [Fact]
    public async Task AnEngineThatNeverGetsReadyIsGivenUpWithItsLastWordsUntilAPersonStartsItAgain()
    {
        await using var engine = new SupervisedEngine("broken");

        var refusal = await Assert.ThrowsAsync<LlamaException>(engine.SocketAsync);

        Assert.Contains("cannot read tensor 7", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("code 3", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(EngineState.Failed, engine.Status.State);
        Assert.Equal(RestartDelay.MostFailedStarts, EngineDouble.Starts(engine.ModelPath("broken")));
        await Assert.ThrowsAsync<LlamaException>(engine.SocketAsync);
        Assert.Equal(RestartDelay.MostFailedStarts, EngineDouble.Starts(engine.ModelPath("broken")));
        engine.Supervisor.StartAgain(ModelKind.Chat);
        await engine.UntilAsync(s => s.State == EngineState.Starting || s.State == EngineState.Restarting);
    }

    [Fact]
    public async Task AModelThatCannotBeLoadedIsGivenUpWithTheEnginesOwnReason()
    {
        await using var engine = new SupervisedEngine("unreadable");

        var refusal = await Assert.ThrowsAsync<LlamaException>(engine.SocketAsync);

        Assert.Contains("The file ends before its tensors do.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterAFailureAnotherModelIsTriedAtOnce()
    {
        await using var engine = new SupervisedEngine("broken");
        await Assert.ThrowsAsync<LlamaException>(engine.SocketAsync);

        engine.Choose("plain");

        var status = await engine.UntilAsync(s => s.State == EngineState.Ready);
        Assert.Null(status.Reason);
    }

    [Fact]
    public async Task AfterALongerPauseAFailedEngineIsTriedAgainByItself()
    {
        await using var engine = new SupervisedEngine("broken", o => o.FailurePause = TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<LlamaException>(engine.SocketAsync);

        await engine.UntilAsync(_ => EngineDouble.Starts(engine.ModelPath("broken")) > RestartDelay.MostFailedStarts);
    }

    [Fact]
    public async Task AnotherModelIsLoadedBeforeTheFormerStops()
    {
        await using var engine = new SupervisedEngine("first");
        var former = await engine.SocketAsync();
        var process = engine.Status.ProcessId!.Value;

        engine.Choose("slow-second");
        await engine.UntilAsync(s => s.State == EngineState.Loading);
        Assert.Equal(former, await engine.SocketAsync());
        await engine.UntilAsync(s => s is { State: EngineState.Ready, ModelId: "slow-second" });

        Assert.NotEqual(former, await engine.SocketAsync());
        await SupervisedEngine.UntilGoneAsync(process);
        Assert.Equal(0, engine.Status.Restarts);
    }

    [Fact]
    public async Task TheFormerModelsEngineFinishesItsAnswersAfterTheExchange()
    {
        await using var engine = new SupervisedEngine("first", o => o.ExchangePatience = TimeSpan.FromMinutes(10));
        var former = await engine.SocketAsync();
        var process = engine.Status.ProcessId!.Value;
        engine.Choose("second");
        await engine.UntilAsync(s => s is { State: EngineState.Ready, ModelId: "second" });

        // It is asked several times meanwhile.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.True(SupervisedEngine.Runs(process));
        Assert.NotEqual(former, await engine.SocketAsync());
        await EngineDouble.TellAsync(former, "/finish");

        await SupervisedEngine.UntilGoneAsync(process);
    }

    [Fact]
    public async Task TheEndOfTheServiceDoesNotWaitForAFormerModelsAnswers()
    {
        int process;
        await using (var engine = new SupervisedEngine("first", o => o.ExchangePatience = TimeSpan.FromMinutes(10)))
        {
            await engine.SocketAsync();
            process = engine.Status.ProcessId!.Value;
            engine.Choose("second");
            await engine.UntilAsync(s => s is { State: EngineState.Ready, ModelId: "second" });
        }

        Assert.False(SupervisedEngine.Runs(process));
    }

    [Fact]
    public async Task ASweptTemporaryFolderDoesNotEndTheWatch()
    {
        await using var engine = new SupervisedEngine("plain");
        Directory.Delete(Path.GetDirectoryName(await engine.SocketAsync())!, recursive: true);

        SupervisedEngine.Kill(engine.Status.ProcessId!.Value);

        await engine.UntilAsync(s => s is { State: EngineState.Ready, Restarts: 1 });
        Assert.True(File.Exists(await engine.SocketAsync()));
    }

    [Fact]
    public async Task WhatNobodyForesawIsTriedAgainAfterAPause()
    {
        await using var engine = new SupervisedEngine("plain");
        await engine.SocketAsync();

        engine.Fail(times: 4);
        engine.Choose("other");

        await engine.UntilAsync(s => s is { State: EngineState.Ready, ModelId: "other" });
    }

    [Fact]
    public async Task AFailureOfWhoIsToldIsNotTheEngines()
    {
        await using var engine = new SupervisedEngine("plain");
        engine.Supervisor.Changed += _ => throw new InvalidOperationException("a page failed");

        Assert.NotNull(await engine.SocketAsync());

        Assert.Equal((EngineState.Ready, 0), (engine.Status.State, engine.Status.Restarts));
    }

    [Fact]
    public async Task AModelThatDoesNotFitBesideTheFormerWaitsForItsEnd()
    {
        await using var engine = new SupervisedEngine("first");
        await engine.SocketAsync();
        var process = engine.Status.ProcessId!.Value;

        engine.Choose("slow-second", bytes: 1L << 50);
        await engine.UntilAsync(s => s is { State: EngineState.Starting or EngineState.Loading, ModelId: "slow-second" });

        Assert.False(SupervisedEngine.Runs(process));
        Assert.NotNull(await engine.SocketAsync());
    }

    [Fact]
    public async Task ARemovedModelStopsItsEngine()
    {
        await using var engine = new SupervisedEngine("plain");
        await engine.SocketAsync();
        var process = engine.Status.ProcessId!.Value;

        engine.Choose(null);

        await engine.UntilAsync(s => s.State == EngineState.NoModel);
        Assert.False(SupervisedEngine.Runs(process));
    }

    [Fact]
    public async Task AnEngineAPersonStoppedStaysStoppedWhateverIsAsked()
    {
        await using var engine = new SupervisedEngine("plain");
        await engine.SocketAsync();

        engine.Supervisor.Stop(ModelKind.Chat);
        await engine.UntilAsync(s => s.State == EngineState.Stopped);
        Assert.Null(await engine.Supervisor.EndpointAsync(ModelKind.Chat, TestContext.Current.CancellationToken));

        engine.Supervisor.StartAgain(ModelKind.Chat);
        await engine.UntilAsync(s => s.State == EngineState.Ready);
    }

    [Fact]
    public async Task AnEngineThatHoldsTooMuchMemoryIsReplaced()
    {
        await using var engine = new SupervisedEngine("greedy", o => o.MaxMemory = 200L << 20);

        var refusal = await Assert.ThrowsAsync<LlamaException>(engine.SocketAsync);

        Assert.Contains("Engine:MaxMemory allows 200 MB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramThatIsNotThereIsSaidSo()
    {
        await using var engine = new SupervisedEngine("plain", command: new EngineCommand("/nowhere/ragdocs", []));

        var refusal = await Assert.ThrowsAsync<LlamaException>(engine.SocketAsync);

        Assert.Contains("/nowhere/ragdocs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuestionDoesNotWaitForEver()
    {
        await using var engine = new SupervisedEngine("slow", o => o.StartPatience = TimeSpan.FromMilliseconds(1));

        var refusal = await Assert.ThrowsAsync<LlamaException>(engine.SocketAsync);

        Assert.Contains("Ask again in a moment", refusal.Message, StringComparison.Ordinal);
    }
}

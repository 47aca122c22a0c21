using RagDocs.Browser.Tests;

// One server, one browser, one after the other: the tests share what was uploaded.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(RunningSite))]

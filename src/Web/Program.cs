using RagDocs.Retrieval.Store.Sqlite;
using RagDocs.Web.Cli;

// First of all: other libraries may touch the database driver before our own code does.
SqliteRuntime.Initialize();
return await CommandLine.RunAsync(args);

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace RagDocs.Retrieval.Store.Sqlite;

/// <summary>
/// Makes the database driver find its native layer. On the small package feed the driver asks for a newer raw layer than the feed
/// holds (build/Sqlite.targets says why that is safe); here its request is answered with the one that is there, and the native name
/// is mapped to the system's SQLite, which is newer than the bundled one. With FullFeed=true only the initialisation is left.
/// </summary>
public static class SqliteRuntime
{
    private static int _initialized;

    /// <summary>Idempotent. Called first in every entry point, because other libraries may touch the driver before this assembly.</summary>
    public static void Initialize()
    {
        if (Interlocked.Exchange(ref _initialized, 1) != 0) return;
#if !FULL_FEED
        AssemblyLoadContext.Default.Resolving += AnswerWithTheLoadedRawLayer;
#endif
        InitializeProvider();
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The driver may be touched before any of our code runs.")]
    internal static void OnLoad() => Initialize();

#if !FULL_FEED
    private static Assembly? AnswerWithTheLoadedRawLayer(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == "SQLitePCLRaw.core" ? LoadRawLayer() : null;

    // Not inlined: a caller's frame that names the type would load it before the hook is in place.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Assembly LoadRawLayer() => typeof(SQLitePCL.raw).Assembly;
#endif

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InitializeProvider()
    {
#if !FULL_FEED
        // The bundle loads its native library by this name from the package; the system's library is preferred when it is there.
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, PreferSystemLibrary);
#endif
        SQLitePCL.Batteries_V2.Init();
    }

#if !FULL_FEED
    private static IntPtr PreferSystemLibrary(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var system) ? system : IntPtr.Zero;
#endif
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Models.Download;
using RagDocs.Generation.Models.Fit;
using RagDocs.Generation.Models.Import;
using RagDocs.Generation.Models.Store;

namespace RagDocs.Generation.Models;

/// <summary>Registers the models: what there is, what lies in the folder, where it comes from and what this machine can run.</summary>
public static class ModelsServiceCollectionExtensions
{
    /// <param name="dataFolder">Absolute path of the data folder.</param>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.AddOptions<ModelOptions>().Bind(configuration.GetSection(ModelOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ModelList.BuiltIn);
        services.TryAddSingleton<FreeSpaceProbe>(DiskSpace.Free);
        services.AddSingleton(provider => new ModelStore(
            dataFolder, provider.GetRequiredService<IOptions<ModelOptions>>(), provider.GetRequiredService<ModelList>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ModelImport>();
        services.AddSingleton<ImportScan>();
        services.AddSingleton<DownloadSwitch>();
        services.AddSingleton<ModelDownload>();
        services.AddSingleton<MachineProbe>();
        services.AddSingleton<MachineFit>();
        services.AddHostedService<ModelWatch>();
        return services;
    }
}

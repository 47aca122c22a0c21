using System.Text;
using RagDocs.Ingest.Nightly;
using RagDocs.Web.Access;

namespace RagDocs.Web.Api;

/// <summary>The morning report as a file.</summary>
internal static class JobsApi
{
    public static void MapJobs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/runs/{id:long}/report", ReportAsync).RequireAuthorization(AccessServiceCollectionExtensions.AdministratorPolicy);

    private static async Task<IResult> ReportAsync(long id, ReportWriter reports, NightlyClock clock, CancellationToken cancellationToken) =>
        await reports.ReadAsync(id, cancellationToken) is { } report
            ? Results.File(
                Encoding.UTF8.GetBytes(MorningReportText.Of(report, clock.Zone)), "text/markdown; charset=utf-8",
                $"morning-report-{clock.DayOf(report.StartedAt):yyyy-MM-dd}.md")
            : Results.NotFound();
}

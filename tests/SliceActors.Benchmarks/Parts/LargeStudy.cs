using SliceActors.Benchmarks.Measuring;
using SliceActors.Testing.Clusters;
using SliceActors.Testing.Postgres;

namespace SliceActors.Benchmarks.Parts;

/// <summary>A study with more networks than a site has slots, all of whose trainings sleep.</summary>
/// <param name="Nodes">Trainers.</param>
/// <param name="Networks">Networks of a fold.</param>
/// <param name="Epochs">Epochs of a network.</param>
internal sealed record LargeStudy(int Nodes, int Networks, int Epochs)
{
    /// <summary>Its folds.</summary>
    public const int Folds = 5;

    /// <summary>Slots of each trainer.</summary>
    public const int Slots = 2;

    /// <summary>Events of a run of it: epochs, assignments and ends of networks, folds, beginning and end.</summary>
    public int Events => (Folds * Networks * (Epochs + 2)) + Folds + 3;

    /// <summary>As large as there is time for.</summary>
    public static LargeStudy Of(Settings settings) => settings.Quick ? new(16, 42, 20) : new(32, 168, 50);

    /// <summary>Makes it.</summary>
    public SleepingStudy NewStudy() => new(Folds, Networks, Epochs);

    /// <summary>Measures with the journal in PostgreSQL, which flushes its disk as it does for a site, and in a file.</summary>
    /// <param name="part">The part of the benchmarks.</param>
    /// <param name="report">Is told where there is no PostgreSQL.</param>
    /// <param name="measure">Is given the name of the journal, and its connection string; null for a file.</param>
    public static async Task OnEachJournal(string part, Report report, Func<string, string?, Task> measure)
    {
        if (PostgresServer.IsInstalled)
        {
            using var server = new PostgresServer { Settings = ["fsync=on"] };
            await measure("PostgreSQL", server.NewDatabase());
        }
        else
        {
            report.Add(ReportRow.Information(part, "PostgreSQL", "not measured", "there is no PostgreSQL here"));
        }

        await measure("SQLite", null);
    }
}

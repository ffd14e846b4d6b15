using System.Globalization;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Nodes;
using SliceActors.Benchmarks.Studies;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Two trainers with a part of a core each against one: what a second machine of the same kind is good for.</summary>
internal sealed class NodesPart : IPart
{
    private const double Cores = 0.25;
    private const double Wanted = 1.8;
    private const int Networks = 12;

    // Volumes of the benchmarks' synthetic heads are that wide.
    private const int Width = 56;

    public string Name => "nodes";

    public string Description => "two nodes with a quarter of a core each, as processes, against one";

    public async Task Run(Settings settings, Report report)
    {
        var epochs = settings.Quick ? 2 : 6;
        try
        {
            var one = await Measure(1, epochs, settings);
            var two = await Measure(2, epochs, settings);
            report.Add(new ReportRow(
                Name, "two nodes / one", Words.Times(one / two), $"at least {Words.Times(Wanted)}", one / two >= Wanted,
                $"{Words.Seconds(one)} with one, {Words.Seconds(two)} with two; {Networks} networks, {epochs} epochs, one slot and {Cores.ToString(CultureInfo.InvariantCulture)} of a core for each node"));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            report.Add(ReportRow.Information(Name, "two nodes / one", "not measured", $"no control group with a CPU quota can be made here: {trouble.Message}"));
        }
    }

    private static async Task<double> Measure(int nodes, int epochs, Settings settings)
    {
        Report.Note($"nodes: {nodes}");
        var folder = settings.Workspace.NewFolder("nodes");
        await using var cluster = await NodeProcesses.StartAsync(folder, nodes, Cores);

        // The first study of a process loads and compiles what it needs.
        await cluster.Run(Arguments(settings.Few, 2 * nodes, 1, Path.Combine(folder, "first")));
        return await cluster.Run(Arguments(settings.Few, Networks, epochs, Path.Combine(folder, "results")));
    }

    private static IEnumerable<string> Arguments(StudySource source, int networks, int epochs, string output)
    {
        var first = (Width - networks) / 2;
        return
        [
            "slice", "multicnn", source.Caps, "t1-linear", source.Tsv, output, "Conv5_FC3",
            "--n_splits", $"{source.NSplits}", "--split", "0", "--slice_direction", "0", "--discarded_slices", $"{first}", $"{Width - networks - first}",
            "--epochs", $"{epochs}", "--batch_size", "4", "--seed", "1", "-cpu",
        ];
    }
}

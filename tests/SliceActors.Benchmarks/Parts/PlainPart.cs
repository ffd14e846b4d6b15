using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Plain;
using SliceActors.Benchmarks.Studies;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>The whole program, a process with an empty cache, against a plain PyTorch script, a process that prepares all slices in memory and writes nothing but the best models.</summary>
internal sealed class PlainPart : IPart
{
    private const double Goal = 1.3;
    private const double GoalOfConv5 = 1.6;
    private const int Slices = 6;

    private static readonly Workload[] Studies =
    [
        Study("resnet18", TrainableLayers.Tail, NetworkType.Cnn, batch: 8), Study("resnet18", TrainableLayers.Tail, NetworkType.Cnn, batch: 2),
        Study("resnet18", TrainableLayers.Tail, NetworkType.Multicnn, batch: 8), Study("resnet18", TrainableLayers.Tail, NetworkType.Multicnn, batch: 2),
        Study("Conv5_FC3", TrainableLayers.All, NetworkType.Multicnn, batch: 8), Study("Conv5_FC3", TrainableLayers.All, NetworkType.Multicnn, batch: 2),
        Study("Conv4_FC3", TrainableLayers.All, NetworkType.Autoencoder, batch: 8), Study("Conv4_FC3", TrainableLayers.All, NetworkType.Autoencoder, batch: 2),
    ];

    public string Name => "plain";

    public string Description => "the whole program, cold, against a plain PyTorch script of Debian's Python";

    public Task Run(Settings settings, Report report)
    {
        if (PlainScript.Absent() is { } reason)
        {
            report.Add(ReportRow.Information(Name, "plain PyTorch script / whole program", "not measured", reason));
            return Task.CompletedTask;
        }

        foreach (var workload in Studies)
        {
            Compare(workload, settings, report);
        }

        return Task.CompletedTask;
    }

    private void Compare(Workload workload, Settings settings, Report report)
    {
        var (source, workspace) = (settings.Volumes, settings.Workspace);
        var study = BenchmarkStudy.Of(source, workload, workspace.Cache);
        var (plain, whole, version) = (new List<double>(), new List<double>(), string.Empty);
        for (var pair = 0; pair < (settings.Quick ? 1 : 3); pair++)
        {
            (var seconds, version) = PlainScript.Train(study, workspace.NewFolder("plain"));
            plain.Add(seconds);
            whole.Add(WholeProgram.Train(source, study, workspace));
        }

        var ratios = plain.Zip(whole, (slow, fast) => slow / fast).ToList();
        var goal = workload.Architecture == "Conv5_FC3" ? GoalOfConv5 : Goal;
        report.Add(new ReportRow(
            Name, $"{workload.Type.Term()} {workload.Name}, B = {workload.BatchSize}: plain PyTorch script / whole program", Words.Times(ratios.Median()), $"at least {Words.Times(goal)}", ratios.Median() >= goal,
            $"{Words.Seconds(plain.Median())} against {Words.Seconds(whole.Median())}; {ratios.Count} pairs: {string.Join(", ", ratios.Select(Words.Times))}; torch {version}; "
            + $"{study.Fold.Train.Length}+{study.Fold.Validation.Length} sessions, {Slices} slices, {workload.Epochs} epochs"));
    }

    private static Workload Study(string architecture, TrainableLayers trainable, NetworkType type, int batch) =>
        new(architecture, trainable) { Slices = Slices, Epochs = 3, BatchSize = batch, Type = type, Slots = Settings.Cores };
}

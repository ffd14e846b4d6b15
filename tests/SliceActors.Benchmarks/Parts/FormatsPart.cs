using System.Diagnostics;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Steps and evaluations of a batch with feature maps channel after channel against channels-last: what <see cref="Architecture.ChannelsLast"/> says has to be right.</summary>
internal sealed class FormatsPart : IPart
{
    private const int Batch = 8;
    private const double Worthwhile = 1.25;
    private const double NotSlower = 0.95;

    public string Name => "formats";

    public string Description => "a training step and an evaluation of 8 slices, feature maps contiguous against channels-last, for each network";

    public Task Run(Settings settings, Report report)
    {
        foreach (var architecture in ArchitectureTable.All)
        {
            foreach (var threads in new[] { 1, Settings.Cores }.Distinct())
            {
                Compare(architecture, threads, settings.Quick ? 5 : 15, report);
            }
        }

        return Task.CompletedTask;
    }

    private void Compare(Architecture architecture, int threads, int pairs, Report report)
    {
        IntraOpThreads.Use(threads);
        using var scope = NewDisposeScope();
        using var network = NetworkFactory.Build(architecture, new NetworkOptions(0), seed: 1);
        using var optimizer = new AdamOptimizer(network.TrainableParameters(), new AdamSettings(1e-4, 1e-4));
        using var pixels = new Generator(1);
        var (images, labels) = (rand([Batch, 1, SliceNetwork.InputSize, SliceNetwork.InputSize], generator: pixels), arange(Batch, dtype: ScalarType.Int64) % 2);
        foreach (var phase in new[] { Phases.Training, Phases.Evaluation })
        {
            void Work()
            {
                if (phase == Phases.Training)
                {
                    Step(network, optimizer, images, labels);
                }
                else
                {
                    Evaluate(network, images);
                }
            }

            var (contiguous, channelsLast) = (new List<double>(), new List<double>());
            for (var pair = -2; pair < pairs; pair++)
            {
                foreach (var (format, seconds) in new[] { (Phases.None, contiguous), (phase, channelsLast) })
                {
                    network.InChannelsLast = format;
                    var began = Stopwatch.GetTimestamp();
                    Work();
                    if (pair >= 0)
                    {
                        seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                    }
                }
            }

            var ratio = contiguous.Zip(channelsLast, (slow, fast) => slow / fast).Median();
            var isChosen = architecture.ChannelsLast.HasFlag(phase);
            report.Add(new ReportRow(
                Name, $"{architecture.Name}, {(phase == Phases.Training ? "training step" : "evaluation")}, {threads} threads: contiguous / channels-last", Words.Times(ratio),
                isChosen ? "at least 0.95x: chosen" : "at most 1.25x: not chosen", isChosen ? ratio >= NotSlower : ratio <= Worthwhile,
                $"{Words.Milliseconds(contiguous.Median())} against {Words.Milliseconds(channelsLast.Median())}, {pairs} pairs"));
        }
    }

    private static void Step(SliceNetwork network, AdamOptimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        network.train();
        optimizer.ZeroGradients();
        functional.cross_entropy(network.forward(images), labels, reduction: Reduction.Sum).backward();
        optimizer.Step();
    }

    private static void Evaluate(SliceNetwork network, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        network.eval();
        network.forward(images);
    }
}

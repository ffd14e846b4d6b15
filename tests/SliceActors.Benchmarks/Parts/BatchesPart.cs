using SliceActors.Benchmarks.Measuring;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Native;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Training;
using static TorchSharp.torch;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Evaluations of the same slices in batches of several sizes: what <see cref="Learner.EvaluationBatch"/> says has to be right.</summary>
internal sealed class BatchesPart : IPart
{
    private const int Items = 32;
    private const double Worthwhile = 1.05;
    private static readonly int[] Sizes = [4, 8, 16, 32];

    public string Name => "batches";

    public string Description => "an evaluation of 32 slices in batches of 4, 8, 16 and 32 on one thread, for each network";

    public Task Run(Settings settings, Report report)
    {
        IntraOpThreads.Use(1);
        foreach (var architecture in ArchitectureTable.All)
        {
            Compare(architecture, settings.Quick ? 5 : 15, report);
        }

        return Task.CompletedTask;
    }

    private void Compare(Architecture architecture, int rounds, Report report)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        using var network = NetworkFactory.Build(architecture, new NetworkOptions(0), seed: 1);
        using var pixels = new Generator(1);
        network.eval();
        network.InChannelsLast = network.FasterInChannelsLast;
        var images = rand([Items, 1, SliceNetwork.InputSize, SliceNetwork.InputSize], generator: pixels);
        var seconds = Sizes.ToDictionary(size => size, _ => new List<double>());
        var answers = new Dictionary<int, float[]>();
        for (var round = -1; round < rounds; round++)
        {
            foreach (var size in Sizes)
            {
                var began = ThreadTime.Now();
                answers[size] = Answers(network, images, size);
                if (round >= 0)
                {
                    seconds[size].Add((ThreadTime.Now() - began).CpuSeconds);
                }
            }
        }

        foreach (var size in Sizes.Where(size => size != Learner.EvaluationBatch))
        {
            var gain = seconds[Learner.EvaluationBatch].Zip(seconds[size], (chosen, other) => chosen / other).Median();
            var same = answers[size].AsSpan().SequenceEqual(answers[Learner.EvaluationBatch]);
            report.Add(new ReportRow(
                Name, $"{architecture.Name}: batches of {Learner.EvaluationBatch} / of {size}", Words.Times(gain),
                same ? "at most 1.05x" : "digits differ: not chosen", same ? gain <= Worthwhile : null,
                $"{Words.Milliseconds(seconds[Learner.EvaluationBatch].Median() / Items)} against {Words.Milliseconds(seconds[size].Median() / Items)} of CPU time a slice, {rounds} rounds"));
        }
    }

    private static float[] Answers(SliceNetwork network, Tensor images, int size)
    {
        using var scope = NewDisposeScope();
        var answers = empty(Items, SliceNetwork.Classes);
        for (var first = 0; first < Items; first += size)
        {
            using var batch = NewDisposeScope();
            answers.narrow(0, first, size).copy_(network.forward(images.narrow(0, first, size)));
        }

        return answers.ToFloats();
    }
}

using SliceActors.Benchmarks.Measuring;
using SliceActors.Learning.Computing;
using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using static TorchSharp.torch;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Training steps of equal networks one after the other against one step of all of them computed as one, on one thread of the CPU.</summary>
internal sealed class FusePart : IPart
{
    private const int Batch = 8;

    public string Name => "fuse";

    public string Description => "a training step of 8 slices of 2, 4 and 8 networks, apart against computed as one";

    public Task Run(Settings settings, Report report)
    {
        IntraOpThreads.Use(1);
        foreach (var name in new[] { "ConvNet", "Conv4_FC3", "Conv5_FC3" })
        {
            foreach (var together in new[] { 2, 4, 8 })
            {
                Compare(ArchitectureTable.Find(name)!, together, settings.Quick ? 3 : 9, report);
            }
        }

        return Task.CompletedTask;
    }

    private void Compare(Architecture architecture, int together, int pairs, Report report)
    {
        using var scope = NewDisposeScope();
        using var pixels = new Generator(1);
        var networks = Enumerable.Range(0, together).Select(seed => NetworkFactory.Build(architecture, new NetworkOptions(0), (ulong)seed)).ToList();
        var optimizers = networks.ConvertAll(network => new AdamOptimizer(network.TrainableParameters(), new AdamSettings(1e-4, 1e-4)));
        var computers = networks.Zip(optimizers, (network, optimizer) => new ApartComputer(network, optimizer, new Classification())).ToList();
        var (images, labels) = (rand([Batch, 1, SliceNetwork.InputSize, SliceNetwork.InputSize], generator: pixels), arange(Batch, dtype: ScalarType.Int64) % 2);
        var requests = networks.Select((network, seat) => new BatchRequest(seat, Fusible.LayersOf(network), network.WithChannels(images), empty(Batch, SliceNetwork.Classes))
        {
            Lesson = new Lesson(labels, empty([]), optimizers[seat]),
        }).ToList();
        var (apart, fused) = (new List<double>(), new List<double>());
        for (var pair = -1; pair < pairs; pair++)
        {
            Measure(() => computers.ForEach(computer => computer.Learn(images, labels, updates: true, default)), pair, apart);
            Measure(() => FusedBatch.Compute(together, requests), pair, fused);
        }

        networks.ForEach(network => network.Dispose());
        optimizers.ForEach(optimizer => optimizer.Dispose());
        report.Add(ReportRow.Information(
            Name, $"{architecture.Name}, {together} networks: apart / as one, in CPU time", Words.Times(apart.Zip(fused, (slow, fast) => slow / fast).Median()),
            $"{Words.Milliseconds(apart.Median() / together)} against {Words.Milliseconds(fused.Median() / together)} for a network's step, {pairs} pairs"));
    }

    private static void Measure(Action work, int pair, List<double> seconds)
    {
        using var scope = NewDisposeScope();
        var began = ThreadTime.Now();
        work();
        if (pair >= 0)
        {
            seconds.Add((ThreadTime.Now() - began).CpuSeconds);
        }
    }
}

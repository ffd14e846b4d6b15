using SliceActors.Learning.Batches;
using SliceActors.Learning.Computing;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Tests.Training;
using SliceActors.Learning.Training;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Computing;

/// <summary>Networks that are trained for some epochs, apart or as one, and what they come to.</summary>
/// <param name="architecture">Their kind.</param>
internal sealed class FusedNetworks(string architecture) : IDisposable
{
    /// <summary>Seats of a carriage.</summary>
    public const int Seats = 3;

    private readonly TinyStudy study = new(trainSessions: 3, validationSessions: 3);
    private readonly OptimisationSpec optimisation = new() { BatchSize = 2, AccumulationSteps = 2, LearningRate = 1e-4, Seed = 1 };

    /// <summary>Passes over the training set, whose last batch is not complete.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>Whether they compute in double precision.</summary>
    public bool InDouble { get; init; }

    /// <summary>Trains a network by itself.</summary>
    public Trained Apart(int network) => Train(network, null, spoil: false);

    /// <summary>Trains networks as one.</summary>
    /// <param name="networks">Which network sits where; null: nobody.</param>
    /// <param name="spoilt">One whose weights are not numbers from the start.</param>
    /// <returns>What became of them, in the order of the seats that are taken.</returns>
    public IReadOnlyList<Trained> Fused(IReadOnlyList<int?> networks, int? spoilt = null)
    {
        var carriage = new Carriage(Seats, FusedBatch.Compute);
        var seats = networks.Select(_ => carriage.TryTake()!.Value).ToList();
        foreach (var seat in seats.Where(seat => networks[seat] is null))
        {
            carriage.Leave(seat);
        }

        return Together([.. seats.Where(seat => networks[seat] is not null).Select(seat => (Func<Trained>)(() => Train(networks[seat]!.Value, (carriage, seat), networks[seat] == spoilt)))]);
    }

    public void Dispose() => study.Dispose();

    /// <summary>Runs each on a thread of its own.</summary>
    public static IReadOnlyList<T> Together<T>(IReadOnlyList<Func<T>> works)
    {
        var running = works.Select(work => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAll(running);
        return [.. running.Select(one => one.Result)];
    }

    private Trained Train(int number, (Carriage Carriage, int Seat)? place, bool spoil)
    {
        set_num_threads(1);
        var network = NetworkFactory.Build(ArchitectureTable.Find(architecture)!, new NetworkOptions(0.3), (ulong)number);
        if (InDouble)
        {
            network.to(ScalarType.Float64);
        }

        if (spoil)
        {
            using var withoutGradients = no_grad();
            foreach (var parameter in network.parameters())
            {
                parameter.fill_(float.NaN);
            }
        }

        using var learner = new Learner(
            network,
            new Classification(),
            optimisation,
            MemoryFormats.Contiguous,
            ComputeDevice.Cpu,
            (seated, optimizer) => Precisely(place is { } at
                ? new FusedComputer(at.Carriage, at.Seat, seated, optimizer, () => at.Carriage.Leave(at.Seat))
                : new ApartComputer(seated, optimizer, new Classification())));
        var (train, validation) = (Set(study.Fold.Train), Set(study.Fold.Validation));
        var schedule = EpochSchedule.Of(optimisation, train.Count);
        var losses = new List<float>();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var order = Enumerable.Range(0, train.Count).Select(item => (item + number + epoch) % train.Count).ToArray();
            losses.AddRange(learner.Train(train, order, schedule, (ulong)(number + (10 * epoch)), null, null, _ => { }, default));
        }

        var answers = learner.Evaluate(validation, default).Predictions!;
        return new Trained(
            StateDict.Of(network).ToDictionary(entry => entry.Name, entry => Floats(entry.Tensor)),
            [.. learner.Optimizer.States.SelectMany(state => new[] { Floats(state.ExpAvg), Floats(state.ExpAvgSq), Floats(state.Step) })],
            losses,
            [.. answers.Proba0]);
    }

    private static float[] Floats(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.to(ScalarType.Float32).ToFloats();
    }

    private IBatchComputer Precisely(IBatchComputer computer) => InDouble ? new DoubleComputer(computer) : computer;

    private SliceSet Set(IEnumerable<PlannedSession> sessions) => new([.. sessions], study.Slices, study.Read);
}

/// <summary>What became of a network.</summary>
/// <param name="State">Its parameters and buffers.</param>
/// <param name="Moments">What Adam remembers of each parameter: first and second moment, steps.</param>
/// <param name="Losses">Of each batch.</param>
/// <param name="Answers">Probabilities on the validation set.</param>
internal sealed record Trained(IReadOnlyDictionary<string, float[]> State, IReadOnlyList<float[]> Moments, IReadOnlyList<float> Losses, IReadOnlyList<float> Answers)
{
    /// <summary>All numbers, to be compared bit by bit.</summary>
    public int[] Bits => [.. State.Values.SelectMany(values => values).Concat(Moments.SelectMany(values => values)).Concat(Losses).Concat(Answers).Select(BitConverter.SingleToInt32Bits)];
}

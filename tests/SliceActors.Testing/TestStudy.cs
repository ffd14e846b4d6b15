using System.Collections.Immutable;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Testing;

/// <summary>A made-up study: four training and two validation sessions, slices from 10 on.</summary>
public static class TestStudy
{
    public static readonly FoldIndex Fold = new(0);

    public static RunSpec Spec(NetworkType networkType = NetworkType.Multicnn, int epochs = 3) => new()
    {
        NetworkType = networkType,
        Data = new DataSpec { CapsDirectory = "caps", Preprocessing = Preprocessing.T1Linear, TsvPath = "labels" },
        Network = new NetworkSpec { Architecture = "resnet18", Weights = WeightsKind.None, Trainable = TrainableLayers.All },
        Optimisation = new OptimisationSpec { Epochs = epochs, Seed = 7 },
    };

    public static RunPlan Plan(int slices, int folds = 1) => new(
        [.. Enumerable.Range(0, 6).Select(i => new PlannedImage($"sub-{i}", "ses-M00", $"/none/{i}.nii.gz"))],
        new SliceRange(new SliceIndex(10), slices),
        [.. Enumerable.Range(0, folds).Select(fold => new FoldPlan(new FoldIndex(fold), [new(0, 1), new(1, 0), new(2, 0), new(3, 1)], [new(4, 1), new(5, 0)], []))]);

    public static RunCommands.SubmitRun Submission(int slices, int folds = 1, string output = "/none/results", NetworkType networkType = NetworkType.Multicnn)
    {
        var spec = Spec(networkType);
        return new(RunId.For(spec.Digest(), output), spec, Plan(slices, folds), [.. Enumerable.Range(0, 6).Select(Digest)], output);
    }

    public static UnitId Unit(int network, int fold = 0) => new(new FoldIndex(fold), new NetworkIndex(network));

    public static EpochReport Epoch(int epoch) => new(epoch, 0.5, 0.75, 0.625, 0.5, new FileDigest(100 + epoch, Digest(epoch)));

    /// <summary>What a unit hands over.</summary>
    public static UnitOutcome Outcome(UnitId unit) => Without(Predictions(unit));

    /// <summary>What a unit of an autoencoder hands over: its best epoch is the second.</summary>
    public static UnitOutcome Autoencoded(UnitId unit) =>
        new(unit, 3, [new BestEpoch(Selection.BestLoss, 1, 0.625, double.NaN, new FileDigest(9, Digest(1)))], null);

    /// <summary>The outcome of a unit whose predictions lie elsewhere.</summary>
    public static UnitOutcome Without(UnitPredictions predictions, FileDigest? file = null) => new(
        predictions.Unit,
        predictions.EpochsTrained,
        [.. predictions.Selections.Select(best => new BestEpoch(best.Selection, best.Epoch, best.ValidationLoss, best.ValidationBalancedAccuracy, best.Model))],
        file);

    /// <summary>The predictions of a unit, drawn from its number.</summary>
    public static UnitPredictions Predictions(UnitId unit, int train = 4, int validation = 2)
    {
        var random = new CountedRandom((ulong)(unit.Network?.Value ?? 0) + 1);
        return new UnitPredictions(unit, 3, [.. Enum.GetValues<Selection>().Select(selection =>
            new SelectionOutcome(selection, 2, 0.5, 0.75, new FileDigest(9, Digest(unit.Network?.Value ?? 0)), Drawn(train), Drawn(validation)))]);

        SetPredictions Drawn(int items)
        {
            var proba1 = Enumerable.Range(0, items).Select(_ => (float)random.NextDouble()).ToImmutableArray();
            return new SetPredictions([.. proba1.Select(p => 1 - p)], proba1, [.. proba1.Select(p => (byte)(p > 0.5 ? 1 : 0))], random.NextDouble() * 10);
        }
    }

    public static string Digest(int number) => string.Concat(Enumerable.Repeat(number.ToString("x2", System.Globalization.CultureInfo.InvariantCulture), 32));
}

using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Chance;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Tests.Chance;

/// <summary>A made-up study of two folds whose networks are the difference between class means, trained anew for every permutation.</summary>
internal sealed class CheapStudy
{
    public const int Slices = 6;
    private const int People = 24;
    private const int Permutations = 99;
    private readonly double[,] values = new double[People, Slices];
    private readonly RunPlan plan;

    /// <param name="seed">Of the people.</param>
    /// <param name="effect">What class 1 has more in <paramref name="planted"/>, in standard deviations.</param>
    /// <param name="planted">A slice position.</param>
    public CheapStudy(int seed, double effect = 0, int planted = 0)
    {
        var random = new CountedRandom((ulong)seed * 1_000_003);
        for (var person = 0; person < People; person++)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                values[person, slice] = random.NextGaussian() + (slice == planted ? effect * (person % 2) : 0);
            }
        }

        ImmutableArray<PlannedSession> all = [.. Enumerable.Range(0, People).Select(person => new PlannedSession(person, person % 2))];
        ImmutableArray<FoldPlan> folds =
        [
            .. Enumerable.Range(0, 2).Select(fold => new FoldPlan(
                new FoldIndex(fold), [.. all.Where(session => session.Image / 2 % 2 != fold)], [.. all.Where(session => session.Image / 2 % 2 == fold)], [])),
        ];
        plan = new RunPlan([.. Enumerable.Range(0, People).Select(person => new PlannedImage($"sub-{person:00}", "ses-1", "image"))], new SliceRange(new SliceIndex(0), Slices), folds)
        {
            Variations = FoldVariations.Of(folds, Permutations, repeats: 0, seed),
        };
    }

    public TrainedSet Observed => Train(0, plan.Folds.Select(fold => fold.Fold));

    public ImmutableArray<TrainedSet> Permuted =>
        [.. plan.Variations.GroupBy(variation => variation.Number).Select(set => Train(set.Key, set.Select(variation => variation.Fold)))];

    private TrainedSet Train(int number, IEnumerable<FoldIndex> folds)
    {
        var trained = folds.Select(fold => Train(plan.FoldOf(fold))).ToList();
        return new TrainedSet(number, [.. trained.Select(fold => fold.Vote)], [.. trained.Select(fold => fold.Slices)]);
    }

    private (FoldSummary Vote, ImmutableArray<SliceFigures> Slices) Train(FoldPlan fold)
    {
        var answers = new double[fold.Validation.Length, Slices];
        for (var slice = 0; slice < Slices; slice++)
        {
            double Mean(int label) => fold.Train.Where(session => session.Label == label).Average(session => values[session.Image, slice]);
            var (slope, middle) = (Mean(1) - Mean(0), (Mean(1) + Mean(0)) / 2);
            for (var person = 0; person < fold.Validation.Length; person++)
            {
                answers[person, slice] = slope * (values[fold.Validation[person].Image, slice] - middle);
            }
        }

        double Auc(Func<int, double> score)
        {
            var people = Enumerable.Range(0, fold.Validation.Length).ToLookup(person => fold.Validation[person].Label);
            return people[1].SelectMany(one => people[0].Select(zero => score(one) > score(zero) ? 1.0 : score(one) < score(zero) ? 0.0 : 0.5)).Average();
        }

        var vote = Auc(person => Enumerable.Range(0, Slices).Sum(slice => answers[person, slice]));
        return (
            new FoldSummary(fold.Fold, [], [], []) { Estimate = new FoldEstimate([new FoldFigures(EstimateKind.LeavePairOut, Selection.BestLoss, vote, 0.01, vote, vote, 36, 0, 0)], 6, 6, EstimateCaveats.None) },
            [.. Enumerable.Range(0, Slices).Select(slice => new SliceFigures(Selection.BestLoss, new SliceIndex(slice), Auc(person => answers[person, slice]), 0.01, 0.5, 0.5, 36, 0, 6, 6, string.Empty))]);
    }
}

using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Tests.Plans;

public class LabelExchangeTests
{
    private const int Participants = 24;
    private static readonly RunPlan Plan = Study();

    [Fact]
    public void Each_set_keeps_the_number_of_its_participants_of_each_class()
    {
        foreach (var variation in Plan.Variations)
        {
            var (original, permuted) = (Plan.FoldOf(variation.Of), Plan.FoldOf(variation.Fold));
            foreach (var subset in Enum.GetValues<DataSubset>())
            {
                Assert.Equal(original.Set(subset).Select(session => session.Image), permuted.Set(subset).Select(session => session.Image));
                Assert.Equal(Of(original, subset).Count(person => person.Value == 1), Of(permuted, subset).Count(person => person.Value == 1));
            }
        }
    }

    [Fact]
    public void All_sessions_of_a_participant_get_the_same_label_in_all_folds()
    {
        foreach (var permutation in Plan.Variations.GroupBy(variation => variation.Number))
        {
            var labels = permutation.SelectMany(variation => Sessions(Plan.FoldOf(variation.Fold))).Where(session => session.Participant != "sub-mixed");
            Assert.All(labels.GroupBy(session => session.Participant), person => Assert.Single(person.Select(session => session.Label).Distinct()));
        }
    }

    [Fact]
    public void Participants_with_sessions_of_both_classes_stay_as_they_are()
    {
        Assert.Equal(["sub-mixed"], new LabelExchange(Plan).Fixed);
        Assert.All(Plan.Variations, variation => Assert.Equal(
            Sessions(Plan.FoldOf(variation.Of)).Where(session => session.Participant == "sub-mixed"),
            Sessions(Plan.FoldOf(variation.Fold)).Where(session => session.Participant == "sub-mixed")));
    }

    [Fact]
    public void Permutations_differ_from_each_other_and_are_the_same_each_time()
    {
        var first = Plan.Variations.Where(variation => variation.Of.Value == 0).Select(variation => Labels(Plan.FoldOf(variation.Fold))).ToList();
        var again = Study();

        Assert.Equal(first.Count, first.Distinct().Count());
        Assert.Equal(first, again.Variations.Where(variation => variation.Of.Value == 0).Select(variation => Labels(again.FoldOf(variation.Fold))));
    }

    [Fact]
    public void Every_participant_of_a_group_gets_either_label_as_often_as_the_group_has_it()
    {
        const int Draws = 4000;
        var exchange = new LabelExchange(Plan);
        var fold = Plan.FoldOf(new FoldIndex(0));
        var ones = new Dictionary<string, int>();
        for (var seed = 0; seed < Draws; seed++)
        {
            foreach (var (participant, label) in Of(exchange.Apply(fold, seed * 7919L), DataSubset.Validation))
            {
                ones[participant] = ones.GetValueOrDefault(participant) + label;
            }
        }

        // Half of the eight participants that change have label 1: four standard deviations of a fair coin.
        Assert.All(ones.Where(entry => entry.Key != "sub-mixed"), entry => Assert.InRange(entry.Value, (Draws / 2) - 127, (Draws / 2) + 127));
    }

    [Fact]
    public void A_repeat_keeps_the_labels_and_has_another_seed()
    {
        var folds = FoldVariations.Of(Plan.Folds, permutations: 0, repeats: 2, seed: 5);
        var plan = Plan with { Variations = folds };

        Assert.All(folds, repeat => Assert.Equal(Labels(plan.FoldOf(repeat.Of)), Labels(plan.FoldOf(repeat.Fold))));
        Assert.Equal(3, folds.Select(repeat => repeat.TrainingSeed(5)).Append(5).Distinct().Count());
        Assert.Single(folds.Where(repeat => repeat.Number == 1).Select(repeat => repeat.TrainingSeed(5)).Distinct());
        Assert.All(Plan.Variations, permutation => Assert.Equal(5, permutation.TrainingSeed(5)));
    }

    [Fact]
    public void Folds_of_the_study_come_first_then_permutation_after_permutation_then_the_repeats()
    {
        var folds = FoldVariations.Of(Plan.Folds, permutations: 2, repeats: 1, seed: 5);
        var plan = Plan with { Variations = folds };

        Assert.Equal(
            [(VariationKind.Permutation, 1, 0), (VariationKind.Permutation, 1, 1), (VariationKind.Permutation, 1, 2), (VariationKind.Permutation, 2, 0)],
            folds.Take(4).Select(fold => (fold.Kind, fold.Number, fold.Of.Value)));
        Assert.Equal([.. Plan.Folds.Select(fold => fold.Fold), .. folds.Select(fold => fold.Fold)], plan.Units(NetworkType.Cnn).Select(unit => unit.Id.Fold));
        Assert.Equal(plan.TrainedFolds, plan.Outline().TrainedFolds);
    }

    /// <summary>Three folds of eight participants with two sessions each, half of each class, and one with a session of each class.</summary>
    private static RunPlan Study()
    {
        var images = Enumerable.Range(0, Participants).SelectMany(person => Pair($"sub-{person}")).Concat(Pair("sub-mixed")).ToArray();
        var sessions = images.Select((image, index) => new PlannedSession(index, image.ParticipantId == "sub-mixed" ? index % 2 : index / 2 % 2)).ToList();
        FoldPlan[] folds = [.. Enumerable.Range(0, 3).Select(fold => new FoldPlan(
            new FoldIndex(fold),
            [.. sessions.Where(session => session.Image / 16 % 3 != fold)],
            [.. sessions.Where(session => session.Image / 16 % 3 == fold)],
            []))];
        return new RunPlan([.. images], new SliceRange(new SliceIndex(0), 1), [.. folds]) { Variations = FoldVariations.Of([.. folds], permutations: 5, repeats: 0, seed: 5) };

        static IEnumerable<PlannedImage> Pair(string participant) => [new PlannedImage(participant, "ses-1", "a"), new PlannedImage(participant, "ses-2", "b")];
    }

    private static IEnumerable<(string Participant, int Label)> Sessions(FoldPlan fold) =>
        fold.Train.Concat(fold.Validation).OrderBy(session => session.Image).Select(session => (Plan.Images[session.Image].ParticipantId, session.Label));

    private static Dictionary<string, int> Of(FoldPlan fold, DataSubset subset) =>
        fold.Set(subset).GroupBy(session => Plan.Images[session.Image].ParticipantId).ToDictionary(person => person.Key, person => person.First().Label);

    private static string Labels(FoldPlan fold) => string.Concat(Sessions(fold).Select(session => session.Label));
}

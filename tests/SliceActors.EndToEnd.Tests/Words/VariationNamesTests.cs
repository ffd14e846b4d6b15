using System.Text.Json;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Screens;
using SliceActors.Testing;
using Spectre.Console.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class VariationNamesTests
{
    // The third permutation of the second of two folds, its first network.
    private static readonly UnitId Unit = new(new FoldIndex(FoldIndex.FirstVariation + 5), new NetworkIndex(0));

    [Fact]
    public void Screens_say_of_what_permutation_a_network_is()
    {
        var view = View();

        Assert.Contains("permutation 3, fold 1, cnn-0", Shown(console => console.Write(new LiveRunScreen(console, NetworkType.Multicnn, 2).Render(view)), width: 100), StringComparison.Ordinal);
        var status = Shown(console => ClusterScreen.Status(view, asJson: false, console));
        Assert.Contains("alpha trains permutation 3, fold 1, cnn-0.", status, StringComparison.Ordinal);
        Assert.Contains("permutations: 0 of 3 done (0 of 12 networks)", status, StringComparison.Ordinal);
        Assert.All((string[])[status, Shown(console => console.Write(new ClusterBoard(() => 80, TimeProvider.System).Render(view)))], screen => Assert.DoesNotContain("100000", screen, StringComparison.Ordinal));
    }

    [Fact]
    public void Json_counts_permutations_and_repeats()
    {
        using var json = JsonDocument.Parse(JsonLine.Of(writer => ViewJson.Write(writer, View())));

        var variations = json.RootElement.GetProperty("variations").EnumerateArray().ToList();
        Assert.Equal(["permutation", "repeat"], variations.Select(kind => kind.GetProperty("kind").GetString()));
        Assert.Equal([(0, 3, 1, 11), (0, 1, 0, 4)], variations.Select(kind => (Number(kind, "done"), Number(kind, "planned"), Number(kind, "running"), Number(kind, "waiting"))));
        Assert.Equal("permutation 3, fold 1, cnn-0", json.RootElement.GetProperty("running")[0].GetProperty("name").GetString());

        static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
    }

    [Fact]
    public void Logs_say_it_too()
    {
        var log = new RunLog();
        var happened = Happened().Append(new RunEvents.FoldMerged(new(Unit.Fold, [], [], []))).Select((one, index) => log.Next(new DatedEvent(index + 1, null, one))).ToList();

        Assert.Equal("permutation 3, fold 1, cnn-0", happened[1].Columns[1]);
        Assert.Equal("permutation 3, fold 1 merged", happened[2].Words);
    }

    [Fact]
    public void Where_the_study_is_not_known_it_says_what_is() =>
        Assert.Equal(["fold-1", "a permutation or repeat, cnn-0"], ((UnitId[])[new(new FoldIndex(1), null), Unit]).Select(UnitNames.WithoutPlan.Of));

    private static RunView View() => RunViews.Of(Happened().Aggregate(RunState.Empty, (state, happened) => state.Apply(happened)), new Dictionary<UnitId, (int, int)>(), 0);

    private static List<IRunEvent> Happened()
    {
        var submission = TestStudy.Submission(slices: 2);
        var folds = submission.Plan.Folds.Take(1).SelectMany(fold => (FoldPlan[])[fold, fold with { Fold = new FoldIndex(1) }]).ToList();
        var plan = submission.Plan with { Folds = [.. folds], Variations = FoldVariations.Of([.. folds], permutations: 3, repeats: 1, seed: 7) };
        return [RunEvents.RunSubmitted.Of(submission with { Plan = plan }), new RunEvents.UnitAssigned(Unit, new Attempt(1), "alpha")];
    }

    private static string Shown(Action<TestConsole> show, int width = 80)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        show(console);
        return console.Output;
    }
}

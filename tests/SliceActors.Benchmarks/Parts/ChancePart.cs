using System.Collections.Immutable;
using SliceActors.Benchmarks.Claims;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Whether exactly those slices pass the threshold of permutations in which the classes differ: of the demo's study, with heads of many seeds and a small network.</summary>
internal sealed class ChancePart : IPart
{
    private const double Enough = 0.95;
    private const int Seeds = 40;

    // The fewest that can say p = 0.05.
    private const int Permutations = 19;

    // The settings were chosen with other heads.
    private const int FirstSeed = 101;

    public string Name => "chance";

    public string Description => "whether exactly the slices that differ pass the threshold of permutations, on heads as those of the demo";

    public Task Run(Settings settings, Report report)
    {
        var passing = Enum.GetValues<Selection>().ToDictionary(selection => selection, _ => new List<ImmutableArray<int>>());
        foreach (var seed in Enumerable.Range(FirstSeed, settings.Quick ? 3 : Seeds))
        {
            var study = PermutedStudy.Train(settings.Workspace, Heads.OfDemo(settings.Workspace, seed), Permutations);
            foreach (var (selection, studies) in passing)
            {
                studies.Add(study.Passing(selection));
                Report.Note($"seed {seed}, {selection.Term()}: {string.Join(' ', studies[^1])}");
            }
        }

        foreach (var (selection, studies) in passing)
        {
            var exact = studies.Count(slices => slices.SequenceEqual(Heads.SlicesOfDemo));
            report.Add(new ReportRow(
                Name,
                $"{selection.Term()}: studies in which exactly the slices that differ pass",
                $"{exact} of {studies.Count}",
                $"{Enough:0 %}",
                exact >= Enough * studies.Count,
                $"in {studies.Count(slices => Heads.SlicesOfDemo.Except(slices).Any())} one of them is missing, in {studies.Count(slices => slices.Except(Heads.SlicesOfDemo).Any())} another passes; {Permutations} permutations"));
        }

        return Task.CompletedTask;
    }
}

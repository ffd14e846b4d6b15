using System.Collections.Immutable;
using SliceActors.Imaging.Copies;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Leakage;
using SliceActors.Studies.Results;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Leakage;

public sealed class CleanStudiesTests
{
    private const int Studies = 200;

    [Fact]
    public void No_clean_study_raises_an_alarm_and_each_says_what_was_compared()
    {
        for (var number = 0; number < Studies; number++)
        {
            var random = new CountedRandom((ulong)number);
            var (people, folds) = (8 + random.NextInt(30), 1 + random.NextInt(5));
            var study = Divided(random, people, folds, firstPerson: 1000 * number);

            var report = study.Report();

            Assert.True(report.Findings.IsEmpty, $"study {number}: {string.Join("; ", report.Findings)}");
            Assert.Equal(folds, report.Compared.Length);
            Assert.All(report.Compared, sets => Assert.InRange(sets.Nearest!.Value, 2 * CopySearch.NearCopy, double.MaxValue));
        }
    }

    [Fact]
    public void No_group_of_other_people_raises_an_alarm()
    {
        using var folder = new TemporaryFolder();
        for (var number = 0; number < 10; number++)
        {
            var root = folder.File($"results-{number}");
            Divided(new CountedRandom((ulong)number), people: 12, folds: 1, firstPerson: 0).Write(root);
            var studies = KnownStudy.Ancestry(ResultFolder.Open(root), []);
            ImmutableArray<FoldIndex> folds = [new(0)];
            int[] group = [.. Enumerable.Range(100_000 * (number + 1), 9)];

            Assert.Empty(GroupLeakage.OfPeople("test", [.. group.Select(person => ((string?)"/caps/", DrawnStudy.Id(person)))], studies, folds));
            var report = GroupLeakage.OfImages("test", [.. group.Select(person => new MarkedImage(("/caps/", DrawnStudy.Id(person)), "ses-M00", DrawnImages.Of(person)))], studies, folds);

            Assert.Empty(report.Findings);
            Assert.NotNull(Assert.Single(report.Compared).Nearest);
        }
    }

    /// <summary>People with one to three sessions, of one CAPS or two with the same ids in both, each in one set of each fold.</summary>
    private static DrawnStudy Divided(CountedRandom random, int people, int folds, int firstPerson)
    {
        var (study, cohorts) = (new DrawnStudy(), 1 + random.NextInt(2));
        for (var person = 0; person < people; person++)
        {
            var (mine, sessions) = (person % Math.Max(folds, 3), 1 + random.NextInt(3));
            for (var cohort = 0; cohort < cohorts; cohort++)
            {
                for (var session = 0; session < sessions; session++)
                {
                    for (var fold = 0; fold < folds; fold++)
                    {
                        study.With(
                            mine == fold ? DataSubset.Validation : DataSubset.Train, firstPerson + person, session, fold, random.NextInt(2), $"/caps-{cohort}",
                            DrawnImages.Of(firstPerson + person + (500 * cohort), session));
                    }
                }
            }
        }

        return study;
    }
}

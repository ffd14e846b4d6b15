using System.Collections.Immutable;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Tests.Subgroups;

/// <summary>People whose probability of class 1 depends on the label, and on age or site if asked for; every third has a second session.</summary>
internal sealed class DrawnGroup
{
    public DrawnGroup(int people, int seed, double byLabel = 1, double byAge = 0, double bySite = 0, double onlyMen = 0)
    {
        var random = new Random(seed);
        var (images, ages, sexes, sites) = (new List<ImageLevelRow>(), new List<double>(), new List<double>(), new List<string>());
        for (var person = 0; person < people; person++)
        {
            var (label, age, sex, site) = (random.Next(2), 50 + (40 * random.NextDouble()), random.Next(2), random.Next(3));
            var own = Normal(random);
            for (var session = 0; session < (person % 3 == 0 ? 2 : 1); session++)
            {
                var score = ((label - 0.5) * (byLabel + (sex == 1 ? onlyMen : 0))) + (byAge * (age - 70) / 12) + (bySite * (site - 1)) + own + (0.3 * Normal(random));
                var probability = 1 / (1 + Math.Exp(-score));
                images.Add(new ImageLevelRow($"sub-{person:000}", $"ses-M{session:00}", label, probability > 0.5 ? 1 : 0, 1 - probability, probability));
                ages.Add(age + session);
                sexes.Add(sex);
                sites.Add($"site {"ABC"[site]}");
            }
        }

        Images = [.. images];
        Covariates = new ImageCovariates([.. ages], [.. sexes], [.. sites]);
    }

    public ImmutableArray<ImageLevelRow> Images { get; }

    public ImageCovariates Covariates { get; }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

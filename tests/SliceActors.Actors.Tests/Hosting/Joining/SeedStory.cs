using SliceActors.Actors.Hosting.Joining;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>Three seeds and a table in memory: what the rule does to them over time.</summary>
internal sealed class SeedStory(TimeSpan silence)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly Dictionary<int, (SeedRow Row, DateTime SeenAt)> table = [];
    private readonly Dictionary<int, Seed> seeds = [];
    private DateTime now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private long generation;
    private DateTime? away;

    /// <summary>Each seed that founded, with its generation; once for each time it was told to.</summary>
    public List<(int Seed, int Life, long Generation)> Founders { get; } = [];

    /// <summary>Time passes, in which living seeds beat as often as they do.</summary>
    public void Pass(TimeSpan time)
    {
        for (var end = now + time; now < end; now += TimeSpan.FromSeconds(1))
        {
            foreach (var (index, seed) in seeds.Where(entry => !entry.Value.StandsStill && now - entry.Value.LastTry >= Beat).ToArray())
                Try(index, seed);
        }
    }

    /// <summary>Something happens to a seed, or to the database.</summary>
    public void Step(int index, int what)
    {
        switch (what)
        {
            case 0:
                seeds.Remove(index);
                break;
            case 1 when seeds.TryGetValue(index, out var seed):
                seed.StandsStill = !seed.StandsStill;
                break;
            case 2 when seeds.TryGetValue(index, out var seed):
                seed.Renew();
                break;
            case 3 when away is null:
                away = now;
                break;

            // An outage that only one seed notices cannot be told from the death of that one.
            case 3 when seeds.Values.All(seed => seed.StandsStill || seed.LastTry >= away):
                away = null;
                break;
            default:
                if (!seeds.TryGetValue(index, out var known))
                    seeds.Add(index, known = new Seed(silence));
                if (!known.StandsStill)
                    Try(index, known);
                break;
        }
    }

    private void Try(int index, Seed seed)
    {
        seed.LastTry = now;
        if (away is not null)
        {
            seed.Unbroken.Break();
            return;
        }

        var own = seed.Begins || !table.TryGetValue(index, out var mine) ? new SeedRow($"{index}", TimeSpan.Zero, SeedState.Waiting, 0) : mine.Row;
        var others = table.Where(entry => entry.Key != index).Select(entry => entry.Value.Row with { Age = now - entry.Value.SeenAt });
        var situation = new JoinSituation(generation, own, [.. others], seed.Standing, seed.Unbroken.Add(now));
        var step = JoinRule.Decide(situation, silence);
        seed.Begins = false;
        table[index] = (JoinRule.Row(situation, step), now);
        switch (step)
        {
            case JoinStep.Found found:
                // A member that lives is never overridden, also when the database has not heard it for long.
                if (found.Generation > generation)
                    Assert.DoesNotContain(seeds, entry => entry.Key != index && Lives(entry.Value) && IsMember(entry.Key));
                Founders.Add((index, seed.Life, found.Generation));
                generation = found.Generation;
                seed.Enter();
                break;
            case JoinStep.Join:
                seed.Enter();
                break;
            case JoinStep.Renew:
                seed.Renew();
                break;
        }
    }

    private bool Lives(Seed seed) => !seed.StandsStill && now - seed.LastTry <= Beat;

    private bool IsMember(int index) =>
        table.TryGetValue(index, out var known)
        && known.Row.State is SeedState.Founding or SeedState.Up
        && known.Row.Generation == generation
        && !seeds[index].Begins;

    private sealed class Seed(TimeSpan silence)
    {
        public UnbrokenBeats Unbroken { get; } = new(silence / 2);

        public SeatStanding Standing { get; private set; } = SeatStanding.Outside;

        public bool Begins { get; set; } = true;

        public bool StandsStill { get; set; }

        public int Life { get; private set; }

        public DateTime LastTry { get; set; }

        public void Enter() => Standing = SeatStanding.Up;

        public void Renew() => (Standing, Begins, Life) = (SeatStanding.Outside, true, Life + 1);
    }
}

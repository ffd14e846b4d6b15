using System.Collections.Immutable;
using CsCheck;
using SliceActors.Actors.Hosting.Joining;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>Who founds and who joins, case by case and drawn at random.</summary>
public sealed class JoinRuleTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(8);

    private static readonly Gen<SeedRow> Rows = Gen.Select(Gen.Int[0, 16], Gen.Enum<SeedState>(), Gen.Int[0, 3])
        .Select((age, state, generation) => Row(state, generation, TimeSpan.FromSeconds(age)));

    private static readonly Gen<JoinSituation> Situations = Gen.Select(Gen.Int[0, 3], Rows, Rows.Array[0, 3], Gen.Enum<SeatStanding>(), Gen.Int[0, 16]).Select(
        (generation, own, others, standing, unbroken) => new JoinSituation(
            generation,
            own with { Generation = Math.Min(own.Generation, generation) },
            [.. others.Select((other, index) => other with { Address = $"other-{index}", Generation = Math.Min(other.Generation, generation) })],
            standing,
            TimeSpan.FromSeconds(unbroken)));

    [Fact]
    public void The_first_seed_of_a_new_database_founds_at_once() => Assert.Equal(new JoinStep.Found(1), Decide(0, Own()));

    [Fact]
    public void Two_seeds_that_both_wait_do_not_wait_on_each_other() =>
        Assert.Equal(new JoinStep.Found(3), Decide(2, Own(), Row(SeedState.Waiting, 2, Fresh)));

    [Fact]
    public void A_living_seed_of_the_present_generation_is_joined_also_by_one_that_was_cut_off_from_it() => Assert.All(
        [SeedState.Founding, SeedState.Up], state => AssertJoins(["other"], Decide(2, Own(), Row(state, 2, Fresh))));

    [Fact]
    public void All_living_seeds_of_the_present_generation_are_joined_and_none_that_is_dead_or_waits() => AssertJoins(
        ["a", "b"],
        Decide(
            2,
            Own(),
            Row(SeedState.Up, 2, Fresh) with { Address = "b" },
            Row(SeedState.Up, 2, Stale) with { Address = "c" },
            Row(SeedState.Waiting, 2, Fresh) with { Address = "d" },
            Row(SeedState.Founding, 2, Fresh) with { Address = "a" }));

    [Fact]
    public void A_seed_of_an_older_generation_keeps_nobody_from_founding() =>
        Assert.Equal(new JoinStep.Found(3), Decide(2, Own(), Row(SeedState.Up, 1, Fresh)));

    [Fact]
    public void After_all_were_killed_the_first_that_is_back_waits_until_the_others_would_have_been_heard()
    {
        Assert.Equal(new JoinStep.Wait(), Decide(2, Own(), Silence - Fresh, Row(SeedState.Up, 2, Stale)));
        Assert.Equal(new JoinStep.Found(3), Decide(2, Own(), Silence, Row(SeedState.Up, 2, Stale)));
    }

    [Fact]
    public void After_the_database_was_away_nobody_is_taken_for_dead_at_once() =>
        Assert.Equal(new JoinStep.Wait(), Decide(2, Own(), TimeSpan.Zero, Row(SeedState.Up, 2, TimeSpan.FromMinutes(1))));

    [Fact]
    public void A_new_actor_system_of_a_process_that_beat_all_the_time_waits_for_nobody_who_is_dead() =>
        Assert.Equal(new JoinStep.Found(2), Decide(1, Own(), TimeSpan.FromMinutes(1), Row(SeedState.Up, 1, Stale)));

    [Fact]
    public void Nobody_waits_for_a_seed_that_ended_in_order() =>
        Assert.Equal(new JoinStep.Found(2), Decide(1, Own(), TimeSpan.Zero, Row(SeedState.Left, 1, Fresh)));

    [Fact]
    public void A_frozen_seed_that_wakes_in_a_later_generation_needs_a_new_actor_system_wherever_the_old_one_stands() => Assert.All(
        Enum.GetValues<SeatStanding>(),
        standing => Assert.Equal(new JoinStep.Renew(), Decide(2, Own(SeedState.Up, 1), Silence, standing, Row(SeedState.Up, 2, Fresh))));

    [Fact]
    public void An_actor_system_that_was_to_join_an_older_generation_is_not_used_for_the_next() =>
        Assert.Equal(new JoinStep.Renew(), Decide(2, Own(SeedState.Waiting, 1), Row(SeedState.Founding, 2, Fresh)));

    [Fact]
    public void A_founder_that_is_no_member_yet_goes_on_founding_the_same_generation() =>
        Assert.Equal(new JoinStep.Found(2), Decide(2, Own(SeedState.Founding, 2), Row(SeedState.Up, 2, Fresh)));

    [Fact]
    public void A_member_has_nothing_to_do_and_says_that_it_is_up()
    {
        var situation = new JoinSituation(2, Own(SeedState.Founding, 2), [], SeatStanding.Up, Silence);
        var step = JoinRule.Decide(situation, Silence);
        Assert.Equal(new JoinStep.Stay(), step);
        Assert.Equal(SeedState.Up, JoinRule.Row(situation, step).State);
    }

    [Fact]
    public void A_seed_whose_actor_system_was_downed_says_so_that_others_need_not_wait_for_it()
    {
        var situation = new JoinSituation(2, Own(SeedState.Up, 2), [], SeatStanding.Gone, Silence);
        var step = JoinRule.Decide(situation, Silence);
        Assert.Equal(new JoinStep.Wait(), step);
        Assert.Equal(SeedState.Waiting, JoinRule.Row(situation, step).State);
    }

    [Fact]
    public void Whatever_the_situation_nobody_founds_beside_a_living_seed_or_overrides_a_dead_one_early()
    {
        var steps = new HashSet<Type>();
        Situations.Sample(
            situation =>
            {
                var step = JoinRule.Decide(situation, Silence);
                steps.Add(step.GetType());
                var members = situation.Others.Where(other => other.State is SeedState.Founding or SeedState.Up && other.Generation == situation.Generation).ToArray();
                switch (step)
                {
                    case JoinStep.Found found when found.Generation == situation.Generation:
                        Assert.Equal((SeedState.Founding, situation.Generation), (situation.Own.State, situation.Own.Generation));
                        break;
                    case JoinStep.Found found:
                        Assert.Equal(situation.Generation + 1, found.Generation);
                        Assert.DoesNotContain(members, member => member.Age < Silence);
                        Assert.True(members.Length == 0 || situation.Unbroken >= Silence);
                        break;
                    case JoinStep.Join join:
                        Assert.NotEmpty(join.Seeds);
                        Assert.DoesNotContain(situation.Own.Address, join.Seeds);
                        break;
                }

                // Only a step that acts binds an actor system to a generation, and to no other than the present.
                var row = JoinRule.Row(situation, step);
                Assert.True(row.Generation == situation.Own.Generation || step is JoinStep.Found or JoinStep.Join);
            },
            iter: 20_000,
            threads: 1);
        Assert.Equal(5, steps.Count);
    }

    /// <summary>Seeds that beat, die, stand still and come back in any order, with a database that is away at times.</summary>
    [Fact]
    public void In_random_stories_no_generation_has_two_founders_and_nobody_is_overridden_who_lives()
    {
        var founded = 0;
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 3]).Array[50, 200].Sample(
            steps =>
            {
                var story = new SeedStory(Silence);
                foreach (var (seed, what, seconds) in steps)
                {
                    story.Pass(TimeSpan.FromSeconds(seconds));
                    story.Step(seed, what);
                }

                Assert.Equal(story.Founders.Distinct().Count(), story.Founders.Select(founder => founder.Generation).Distinct().Count());
                founded = Math.Max(founded, story.Founders.Count);
            },
            iter: 2_000,
            threads: 1);
        Assert.True(founded > 3);
    }

    private static SeedRow Own(SeedState state = SeedState.Waiting, long generation = 0) => Row(state, generation, TimeSpan.Zero) with { Address = "own" };

    private static SeedRow Row(SeedState state, long generation, TimeSpan age) => new("other", age, state, generation);

    private static JoinStep Decide(long generation, SeedRow own, params ImmutableArray<SeedRow> others) => Decide(generation, own, TimeSpan.Zero, others);

    private static JoinStep Decide(long generation, SeedRow own, TimeSpan unbroken, params ImmutableArray<SeedRow> others) =>
        Decide(generation, own, unbroken, SeatStanding.Outside, others);

    private static JoinStep Decide(long generation, SeedRow own, TimeSpan unbroken, SeatStanding standing, params ImmutableArray<SeedRow> others) =>
        JoinRule.Decide(new JoinSituation(generation, own, others, standing, unbroken), Silence);

    private static void AssertJoins(string[] seeds, JoinStep step) => Assert.Equal(seeds, Assert.IsType<JoinStep.Join>(step).Seeds.ToArray());
}

using System.Collections.Immutable;
using SliceActors.Actors.Registry;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Registry;

public sealed class SlotBrokerTests
{
    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    private static readonly RunId One = new("one");
    private static readonly RunId Other = new("other");
    private readonly SlotBroker broker = new();

    [Fact]
    public void A_run_gets_the_slots_that_it_wants_and_no_more()
    {
        Free("a", 0, 0, 0);
        broker.Want(One, 2, None);
        Assert.Equal([new(One, "a", 0, 1), new(One, "a", 1, 2)], broker.Deal());
        Assert.Empty(broker.Deal());
    }

    [Fact]
    public void An_old_word_of_a_node_does_not_free_a_slot_that_was_given()
    {
        Free("a", 0);
        broker.Want(One, 2, None);
        Assert.Single(broker.Deal());
        Free("a", 0);
        Assert.Empty(broker.Deal());
        broker.Note("a", [new SlotReport(1, Unit(One))]);
        Assert.Empty(broker.Deal());
        Free("a", 1);
        Assert.Single(broker.Deal());
    }

    [Fact]
    public void A_unit_that_came_and_went_between_two_words_of_its_node_leaves_a_free_slot()
    {
        Free("a", 0);
        broker.Want(One, 2, None);
        Assert.Single(broker.Deal());
        Free("a", 1);
        Assert.Single(broker.Deal());
    }

    [Fact]
    public void A_slot_that_is_given_back_goes_to_another_run()
    {
        Free("a", 0);
        broker.Want(One, 1, None);
        broker.Want(Other, 1, None);
        Assert.Equal([new(One, "a", 0, 1)], broker.Deal());
        broker.Return(new(One, "a", 0, 1));
        Assert.Equal([new(Other, "a", 0, 2)], broker.Deal());
        broker.Return(new(One, "a", 0, 1));
        broker.Want(One, 1, None);
        Assert.Empty(broker.Deal());
    }

    [Fact]
    public void A_slot_that_is_given_back_a_second_time_stays_with_the_run_that_was_given_it_again()
    {
        Free("a", 0);
        broker.Want(One, 1, None);
        var first = Assert.Single(broker.Deal());
        broker.Return(first);
        broker.Want(One, 1, None);
        var second = Assert.Single(broker.Deal());

        broker.Return(first);
        broker.Want(One, 1, None);
        Assert.Empty(broker.Deal());

        broker.Return(second);
        Assert.Single(broker.Deal());
    }

    [Fact]
    public void Runs_share_the_slots_fairly_and_nodes_are_filled_evenly()
    {
        Free("a", 0, 0, 0);
        Free("b", 0, 0, 0);
        broker.Want(One, 10, None);
        var first = broker.Deal();
        Assert.Equal(6, first.Count);
        Assert.Equal(["a", "b", "a", "b", "a", "b"], first.Select(grant => grant.Node));

        broker.Want(Other, 10, None);
        broker.Note("a", [new SlotReport(1, null), new SlotReport(1, null), new SlotReport(1, null)]);
        Assert.All(broker.Deal(), grant => Assert.Equal(Other, grant.Run));
    }

    [Fact]
    public void A_run_of_twice_the_priority_gets_twice_the_slots()
    {
        broker.Want(One, 10, None, priority: 10);
        broker.Want(Other, 10, None, priority: 20);
        Free("a", 0, 0, 0, 0, 0, 0);

        var shares = broker.Deal().CountBy(grant => grant.Run).ToDictionary();
        Assert.Equal((2, 4), (shares[One], shares[Other]));
    }

    [Fact]
    public void A_node_that_is_to_leave_gets_nothing_more_and_keeps_what_it_has()
    {
        broker.Want(One, 2, None);
        broker.Note("a", [new SlotReport(0, null), new SlotReport(0, null)], isDraining: true);
        Assert.Empty(broker.Deal());
        Free("b", 0);
        Assert.Equal([new(One, "b", 0, 1)], broker.Deal());
    }

    [Fact]
    public void Says_which_runs_a_node_is_not_used_for()
    {
        Free("a", 0);
        broker.Want(One, 1, None.Add("a", "It computes with ATen AVX2 instead of AVX512."));
        broker.Want(Other, 1, None);
        Assert.Equal([new(One, "It computes with ATen AVX2 instead of AVX512.")], broker.NotFor("a"));
    }

    [Fact]
    public void A_node_that_could_not_train_a_run_gets_no_unit_of_it_and_a_run_without_other_nodes_is_stranded()
    {
        Free("a", 0);
        broker.Want(One, 1, None.Add("a", "full disk"));
        Assert.Empty(broker.Deal());
        Assert.Equal([One], broker.Stranded());
        Free("b", 0);
        Assert.Empty(broker.Stranded());
        Assert.Equal([new(One, "b", 0, 1)], broker.Deal());
        broker.Lose("b");
        Assert.Empty(broker.Stranded());
        broker.Want(One, 1, None.Add("a", "full disk"));
        Assert.Equal([One], broker.Stranded());
    }

    [Fact]
    public void No_run_is_stranded_before_a_node_was_seen()
    {
        broker.Want(One, 1, None);
        Assert.Empty(broker.Stranded());
    }

    [Fact]
    public void A_node_that_counts_from_the_start_again_began_anew()
    {
        Assert.True(broker.Note("a", [new SlotReport(2, null)]));
        Assert.False(broker.Note("a", [new SlotReport(3, Unit(One))]));
        Assert.False(broker.Note("a", []));
        Assert.False(broker.Note("a", [new SlotReport(3, null)]));
        broker.Want(One, 1, None);
        Assert.Single(broker.Deal());
        Assert.True(broker.Note("a", [new SlotReport(0, null)]));
        broker.Want(One, 1, None);
        Assert.Single(broker.Deal());
    }

    [Fact]
    public void A_run_that_is_forgotten_leaves_its_slots_to_others()
    {
        Free("a", 0);
        broker.Want(One, 1, None);
        Assert.Single(broker.Deal());
        broker.Forget(One);
        broker.Want(Other, 1, None);
        Assert.Equal([new(Other, "a", 0, 2)], broker.Deal());
    }

    private void Free(string node, params int[] started) => broker.Note(node, [.. started.Select(count => new SlotReport(count, null))]);

    private static UnitAttempt Unit(RunId run) => new(run, TestStudy.Unit(0), new Attempt(1));
}

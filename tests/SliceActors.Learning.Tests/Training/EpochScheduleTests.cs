using SliceActors.Learning.Batches;
using SliceActors.Learning.Objectives;

namespace SliceActors.Learning.Tests.Training;

public sealed class EpochScheduleTests
{
    [Fact]
    public void Evaluations_inside_an_epoch_fall_where_ClinicaDL_logs_them()
    {
        // 40 items, batch 3, evaluation every 4 iterations.
        var schedule = new EpochSchedule(40, 3, 1, 4);

        Assert.Equal(14, schedule.Batches);
        Assert.Equal([3, 7, 11], Batches(schedule).Where(schedule.EvaluatesAfter));
        Assert.Equal([3, 7, 11, 14], new[] { 3, 7, 11, 13 }.Select(batch => new Classification().GlobalStep(schedule, 0, batch)));
        Assert.Equal([17, 21, 25, 28], new[] { 3, 7, 11, 13 }.Select(batch => new Classification().GlobalStep(schedule, 1, batch)));
    }

    [Fact]
    public void An_incomplete_group_of_batches_is_updated_at_the_end_of_the_epoch()
    {
        var schedule = new EpochSchedule(20, 4, 2, 0);

        Assert.Equal([1, 3, 4], Batches(schedule).Where(schedule.UpdatesAfter));
    }

    [Fact]
    public void More_accumulation_steps_than_batches_make_one_update_per_epoch() =>
        Assert.Equal([1], Batches(new EpochSchedule(5, 4, 100, 0)).Where(new EpochSchedule(5, 4, 100, 0).UpdatesAfter));

    [Fact]
    public void An_evaluation_needs_an_update_at_the_same_batch()
    {
        var schedule = new EpochSchedule(24, 2, 2, 3);

        Assert.Equal([5], Batches(schedule).Where(schedule.EvaluatesAfter));
    }

    [Fact]
    public void The_evaluation_of_the_last_batch_is_not_made_twice() => Assert.False(new EpochSchedule(8, 2, 1, 4).EvaluatesAfter(3));

    private static IEnumerable<int> Batches(EpochSchedule schedule) => Enumerable.Range(0, schedule.Batches);
}

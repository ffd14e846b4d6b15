using System.Collections.Immutable;
using SliceActors.Learning.Batches;
using SliceActors.Runs.Ids;

namespace SliceActors.Learning.Tests.Training;

public sealed class ItemOrderTests
{
    private static readonly UnitId Unit = new(new FoldIndex(0), new NetworkIndex(3));

    [Fact]
    public void Each_epoch_draws_each_item_once_in_its_own_order()
    {
        var order = ItemOrders.Random(7, Unit, 100);

        Assert.Equal(Enumerable.Range(0, 100), order(0).Order());
        Assert.NotEqual(order(0), order(1));
    }

    [Fact]
    public void The_order_depends_on_seed_unit_and_epoch_only()
    {
        Assert.Equal(ItemOrders.Random(7, Unit, 100)(5), ItemOrders.Random(7, Unit, 100)(5));
        Assert.NotEqual(ItemOrders.Random(8, Unit, 100)(5), ItemOrders.Random(7, Unit, 100)(5));
        Assert.NotEqual(ItemOrders.Random(7, Unit with { Network = null }, 100)(5), ItemOrders.Random(7, Unit, 100)(5));
    }

    [Fact]
    public void Weighted_draws_take_both_classes_alike_and_every_item_of_a_class_alike()
    {
        const int Epochs = 2000;
        ImmutableArray<byte> labels = [.. Enumerable.Range(0, 50).Select(item => item % 5 == 0 ? (byte)1 : (byte)0)];
        var order = ItemOrders.Weighted(7, Unit, labels);
        var draws = Enumerable.Range(0, Epochs).SelectMany(epoch => order(epoch)).ToList();

        Assert.Equal(Epochs * labels.Length, draws.Count);
        Assert.Equal(0.5, draws.Count(item => labels[item] == 1) / (double)draws.Count, 5 * Math.Sqrt(0.25 / draws.Count));
        foreach (var items in draws.GroupBy(item => item))
        {
            var expected = draws.Count / (labels[items.Key] == 1 ? 20.0 : 80.0);
            Assert.Equal(expected, items.Count(), 5 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void Weighted_draws_are_with_replacement_and_fresh_each_epoch()
    {
        ImmutableArray<byte> labels = [.. Enumerable.Range(0, 100).Select(item => (byte)(item % 2))];
        var order = ItemOrders.Weighted(7, Unit, labels);

        Assert.Equal(100, order(0).Length);
        Assert.InRange(order(0).Distinct().Count(), 50, 80);
        Assert.NotEqual(order(0), order(1));
        Assert.Equal(order(3), ItemOrders.Weighted(7, Unit, labels)(3));
        Assert.NotEqual(ItemOrders.Weighted(8, Unit, labels)(3), order(3));
    }

    [Fact]
    public void Weighted_draws_of_a_single_class_are_all_of_it() =>
        Assert.All(ItemOrders.Weighted(7, Unit, [1, 1, 1])(0), item => Assert.InRange(item, 0, 2));
}

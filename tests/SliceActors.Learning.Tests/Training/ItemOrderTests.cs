using SliceActors.Runs;

namespace SliceActors.Learning.Tests;

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
}

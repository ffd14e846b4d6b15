using SliceActors.Imaging.Store;

namespace SliceActors.Actors.Messages;

/// <summary>
/// Prepared slices that several threads read. Who made it holds it, each reader holds it, and the last one to let go closes it: reading what is unmapped
/// ends the process.
/// </summary>
/// <param name="store">The slices.</param>
/// <param name="features">What frozen layers make of them; null where nothing is kept of that.</param>
internal sealed class SharedStore(SliceStore store, SliceStore? features = null)
{
    private readonly Lock gate = new();
    private int holders = 1;

    /// <summary>The slices; only for a holder.</summary>
    public SliceStore Store => store;

    /// <summary>What frozen layers make of them; only for a holder.</summary>
    public SliceStore? Features => features;

    /// <summary>Holds it, too.</summary>
    /// <returns>False when it is closed already.</returns>
    public bool TryHold()
    {
        lock (gate)
        {
            return holders > 0 && ++holders > 0;
        }
    }

    /// <summary>Lets go.</summary>
    public void Release()
    {
        lock (gate)
        {
            if (--holders == 0)
            {
                store.Dispose();
                features?.Dispose();
            }
        }
    }
}

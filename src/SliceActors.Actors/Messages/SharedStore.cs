using SliceActors.Imaging.Store;

namespace SliceActors.Actors.Messages;

/// <summary>
/// Prepared slices that several threads read. Who made it holds it, each reader holds it, and the last one to let go closes it: reading what is unmapped
/// ends the process.
/// </summary>
/// <param name="store">The slices.</param>
internal sealed class SharedStore(SliceStore store)
{
    private readonly Lock gate = new();
    private int holders = 1;

    /// <summary>The slices; only for a holder.</summary>
    public SliceStore Store => store;

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
            }
        }
    }
}

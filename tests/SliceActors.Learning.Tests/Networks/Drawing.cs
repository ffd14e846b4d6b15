using SliceActors.Learning.Networks;

namespace SliceActors.Learning.Tests.Networks;

/// <summary>Draws from the one default generator of the process, as all layers do when they are made, while no network of another test starts from it.</summary>
internal static class Drawing
{
    public static T Alone<T>(Func<T> draw)
    {
        lock (NetworkFactory.DefaultGenerator)
        {
            return draw();
        }
    }
}

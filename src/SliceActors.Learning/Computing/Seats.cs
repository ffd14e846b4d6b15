using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>What the seats of a carriage have.</summary>
internal static class Seats
{
    /// <summary>A tensor of each seat, and zeros of its shape where nobody sits.</summary>
    /// <param name="seated">Who sits where; at least one does.</param>
    /// <param name="part">The tensor of one that is there.</param>
    public static Tensor[] Fill<T>(IReadOnlyList<T?> seated, Func<T, Tensor> part)
        where T : class
    {
        Tensor? spare = null;
        return [.. seated.Select(one => one is null ? spare ??= Zeros(part(seated.OfType<T>().First())) : part(one))];
    }

    private static Tensor Zeros(Tensor like) => zeros(like.shape, like.dtype, like.device);
}

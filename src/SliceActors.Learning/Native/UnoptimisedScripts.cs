using System.Runtime.InteropServices;
using TorchSharp;

namespace SliceActors.Learning.Native;

/// <summary>
/// Runs TorchScript as it is written. By default libtorch watches the first executions of a function and rewrites it then; measured, the gradients of the
/// first executions differ in their last bits from later ones, so a resumed network would not become the one that was never interrupted.
/// </summary>
internal static unsafe class UnoptimisedScripts
{
    private static readonly delegate* unmanaged<byte> GetOptimize = (delegate* unmanaged<byte>)Symbol("_ZN5torch3jit24getGraphExecutorOptimizeEv");
    private static readonly delegate* unmanaged<byte, void> SetOptimize = (delegate* unmanaged<byte, void>)Symbol("_ZN5torch3jit24setGraphExecutorOptimizeEb");

    /// <summary>Whether this libtorch can do so.</summary>
    public static bool IsAvailable => GetOptimize is not null && SetOptimize is not null;

    /// <summary>Calls a script on the calling thread, and leaves the thread's setting as it was.</summary>
    /// <param name="script">The network.</param>
    /// <param name="input">What it takes.</param>
    /// <exception cref="NotSupportedException">This libtorch cannot do so.</exception>
    public static torch.Tensor Call(torch.nn.IModule<torch.Tensor, torch.Tensor> script, torch.Tensor input)
    {
        if (!IsAvailable)
        {
            throw new NotSupportedException("This libtorch rewrites TorchScript while it runs, and cannot be told not to: results could not be repeated.");
        }

        var before = GetOptimize();
        SetOptimize(0);
        try
        {
            return script.call(input);
        }
        finally
        {
            SetOptimize(before);
        }
    }

    private static void* Symbol(string name) =>
        NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out var library) && NativeLibrary.TryGetExport(library, name, out var symbol)
            ? (void*)symbol
            : null;
}

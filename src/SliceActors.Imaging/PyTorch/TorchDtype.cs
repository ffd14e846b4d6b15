using System.Diagnostics.CodeAnalysis;

namespace SliceActors.Imaging.PyTorch;

/// <summary>Element types of tensors, named as PyTorch names them.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The names are PyTorch's.")]
public enum TorchDtype
{
    /// <summary><c>torch.float32</c>.</summary>
    Float32,

    /// <summary><c>torch.float64</c>.</summary>
    Float64,

    /// <summary><c>torch.float16</c>.</summary>
    Float16,

    /// <summary><c>torch.bfloat16</c>: the upper half of a float32.</summary>
    BFloat16,

    /// <summary><c>torch.int64</c>.</summary>
    Int64,

    /// <summary><c>torch.int32</c>.</summary>
    Int32,

    /// <summary><c>torch.int16</c>.</summary>
    Int16,

    /// <summary><c>torch.int8</c>.</summary>
    Int8,

    /// <summary><c>torch.uint8</c>.</summary>
    UInt8,

    /// <summary><c>torch.bool</c>: one byte, 0 or 1.</summary>
    Bool,
}

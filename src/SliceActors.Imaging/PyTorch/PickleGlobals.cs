using System.Buffers.Binary;
using System.Text;

namespace SliceActors.Imaging.PyTorch;

/// <summary>The allow-list: every function or class that a file may name, and what calling it amounts to here. Everything else is refused.</summary>
internal sealed class PickleGlobals(FileBytes file)
{
    private const string OrderedDict = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";
    private const string TorchSize = "torch.Size";
    private const string NumpyDtype = "numpy.dtype";
    private const string NumpyScalar = "numpy.core.multiarray.scalar";
    private const string NumpyScalarOfVersion2 = "numpy._core.multiarray.scalar";
    private const string Encode = "_codecs.encode";

    // Bytes of a NumPy number; also what keeps a file from asking for many copies of one long text.
    private const int LongestScalar = 8;

    public PickleGlobal Resolve(string module, string name)
    {
        var full = $"{module}.{name}";
        return full switch
        {
            OrderedDict or RebuildTensor or RebuildParameter or TorchSize or NumpyDtype or NumpyScalar or NumpyScalarOfVersion2 or Encode =>
                new PickleGlobal(full),
            _ when module is "torch" or "torch.cuda" && TorchDtypes.TryFromStorageClass(name, out _) => new PickleGlobal(full),
            _ => throw file.Bad(
                $"the file names the Python object {full}",
                "tensors, numbers, text, lists and dictionaries only; nothing of a file is executed"),
        };
    }

    public PythonValue Call(PythonValue callable, PythonValue arguments)
    {
        var name = (callable as PickleGlobal)?.Name ?? throw file.Bad("a call of something that is not a function");
        var items = (arguments as PythonTuple)?.Items ?? throw file.Bad($"a call of {name} without a tuple of arguments");
        return (name, items) switch
        {
            (OrderedDict, []) => new PythonDict(ordered: true),
            (RebuildTensor, [PickleStorage storage, PythonInteger offset, PythonTuple shape, PythonTuple stride, ..]) =>
                Tensor(storage.Storage, offset.Value, Integers(shape), Integers(stride)),
            (RebuildParameter, [TorchTensor tensor, ..]) => tensor,
            (TorchSize, [PythonTuple sizes]) => sizes,
            (NumpyDtype, [PythonText code, ..]) => new PickleNumpyDtype(code.Value),
            (NumpyScalar or NumpyScalarOfVersion2, [PickleNumpyDtype dtype, PickleBytes bytes]) => Scalar(dtype.Code, bytes.Bytes),
            (Encode, [PythonText text, PythonText { Value: "latin1" }]) when text.Value.Length <= LongestScalar =>
                new PickleBytes(Encoding.Latin1.GetBytes(text.Value)),
            _ => throw file.Bad($"a call of {name} with {items.Count} arguments that do not fit it"),
        };
    }

    /// <summary>Gives an object its state. That of a state dictionary (<c>_metadata</c>) carries nothing that is needed.</summary>
    public void Build(PythonValue target, PythonValue state)
    {
        switch (target, state)
        {
            case (PythonDict { IsOrderedDict: true }, PythonDict):
                return;
            case (PickleNumpyDtype, PythonTuple { Items: [_, PythonText { Value: "<" or "|" or "=" }, ..] }):
                return;
            case (PickleNumpyDtype, _):
                throw file.Bad("a NumPy number that is not little-endian", "little-endian data");
            default:
                throw file.Bad("an object with a state of its own", "tensors, numbers, text, lists and dictionaries only");
        }
    }

    private TorchTensor Tensor(TorchStorage storage, long offset, long[] shape, long[] stride) =>
        Strides.Problem(storage.Count, offset, shape, stride) is { } problem
            ? throw file.Bad(problem, "a tensor inside its storage that repeats no element (save tensor.contiguous())")
            : new TorchTensor(storage, offset, shape, stride);

    private long[] Integers(PythonTuple tuple) => tuple.Items.Count > Strides.MostDimensions
        ? throw file.Bad($"a tensor of {tuple.Items.Count} dimensions", $"at most {Strides.MostDimensions}")
        : [.. tuple.Items.Select(item => (item as PythonInteger)?.Value ?? throw file.Bad("a size or stride that is not an integer"))];

    private PythonValue Scalar(string code, ReadOnlySpan<byte> bytes) => (code, bytes.Length) switch
    {
        ("f8", 8) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ("f4", 4) => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ("f2", 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ("i8", 8) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ("i4", 4) => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ("b1", 1) => bytes[0] != 0,
        _ => throw file.Bad($"a NumPy number of type {code} in {bytes.Length} bytes", "f8, f4, f2, i8, i4 or b1"),
    };
}

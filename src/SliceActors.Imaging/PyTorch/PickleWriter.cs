using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SliceActors.Imaging.PyTorch;

/// <summary>
/// Writes a value as a pickle of protocol 2, with the calls that <c>torch.save</c> writes for tensors.
/// Storages get the keys 0, 1, … in the order in which they are met.
/// </summary>
internal sealed class PickleWriter
{
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly Dictionary<TorchStorage, int> keys = new(ReferenceEqualityComparer.Instance);

    private readonly List<TorchStorage> storages = [];

    /// <summary>The storages in the order of their keys.</summary>
    public IReadOnlyList<TorchStorage> Storages => storages;

    public ReadOnlySpan<byte> Write(PythonValue root)
    {
        Bytes([0x80, 2]);
        Value(root);
        Code('.');
        return output.WrittenSpan;
    }

    private void Value(PythonValue value)
    {
        switch (value)
        {
            case PythonNone:
                Code('N');
                break;
            case PythonBoolean boolean:
                Code(boolean.Value ? '\x88' : '\x89');
                break;
            case PythonInteger integer:
                Integer(integer.Value);
                break;
            case PythonFloat number:
                Code('G');
                BinaryPrimitives.WriteDoubleBigEndian(output.GetSpan(8), number.Value);
                output.Advance(8);
                break;
            case PythonText text:
                Text(text.Value);
                break;
            case PythonTuple tuple:
                Tuple(tuple.Items);
                break;
            case PythonList list:
                Code(']');
                Group(list.Items, 'e');
                break;
            case PythonDict dictionary:
                Dictionary(dictionary);
                break;
            case TorchTensor tensor:
                Tensor(tensor);
                break;
            default:
                throw new ArgumentException($"A value of type {value.GetType().Name} cannot be written.", nameof(value));
        }
    }

    private void Dictionary(PythonDict dictionary)
    {
        if (dictionary.IsOrderedDict)
        {
            EmptyOrderedDict();
        }
        else
        {
            Code('}');
        }

        Group(dictionary.SelectMany(entry => new[] { entry.Key, entry.Value }), 'u');
    }

    private void Tensor(TorchTensor tensor)
    {
        Global("torch._utils", "_rebuild_tensor_v2");
        Code('(');
        Storage(tensor.Storage);
        Integer(tensor.Offset);
        Tuple([.. tensor.Shape.Select(size => new PythonInteger(size))]);
        Tuple([.. tensor.Stride.Select(step => new PythonInteger(step))]);

        // requires_grad, and the hooks of autograd, of which a saved tensor has none.
        Code('\x89');
        EmptyOrderedDict();
        Code('t');
        Code('R');
    }

    private void Storage(TorchStorage storage)
    {
        if (!keys.TryGetValue(storage, out var key))
        {
            key = storages.Count;
            keys.Add(storage, key);
            storages.Add(storage);
        }

        Code('(');
        Text("storage");
        Global("torch", storage.Dtype.StorageClass());
        Text($"{key}");
        Text("cpu");
        Integer(storage.Count);
        Code('t');
        Code('Q');
    }

    private void EmptyOrderedDict()
    {
        Global("collections", "OrderedDict");
        Code(')');
        Code('R');
    }

    private void Group(IEnumerable<PythonValue> items, char end)
    {
        Code('(');
        foreach (var item in items)
        {
            Value(item);
        }

        Code(end);
    }

    private void Tuple(IReadOnlyList<PythonValue> items)
    {
        if (items.Count == 0)
        {
            Code(')');
        }
        else
        {
            Group(items, 't');
        }
    }

    private void Integer(long value)
    {
        switch (value)
        {
            case >= 0 and <= byte.MaxValue:
                Bytes([(byte)'K', (byte)value]);
                break;
            case >= 0 and <= ushort.MaxValue:
                Bytes([(byte)'M', (byte)value, (byte)(value >> 8)]);
                break;
            case >= int.MinValue and <= int.MaxValue:
                Code('J');
                BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), (int)value);
                output.Advance(4);
                break;
            default:
                Bytes([0x8a, 8]);
                BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
                output.Advance(8);
                break;
        }
    }

    private void Text(string text)
    {
        Code('X');
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), Encoding.UTF8.GetByteCount(text));
        output.Advance(4);
        Encoding.UTF8.GetBytes(text, output);
    }

    private void Global(string module, string name) => Encoding.ASCII.GetBytes($"c{module}\n{name}\n", output);

    private void Code(char opcode) => Bytes([(byte)opcode]);

    private void Bytes(ReadOnlySpan<byte> bytes) => output.Write(bytes);
}

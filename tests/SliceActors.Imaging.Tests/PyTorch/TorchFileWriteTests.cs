using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Files;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.PyTorch;

public class TorchFileWriteTests
{
    [Fact]
    public void Equal_values_give_equal_bytes_and_come_back()
    {
        var first = Bytes(Checkpoint());
        Assert.Equal(first, Bytes(Checkpoint()));
        var root = TorchFile.Read(first, "memory");
        Assert.Equal([0f, 0.5f, 1f, 1.5f, 2f, 2.5f], root.At("model").Tensor("weight").Singles());
        Assert.Same(root.At("model").Tensor("weight").Storage, root.At("model").Tensor("transposed").Storage);
        Assert.Equal([0f, 1.5f, 0.5f, 2f, 1f, 2.5f], root.At("model").Tensor("transposed").Singles());
        Assert.Equal(-70000, Assert.IsType<PythonInteger>(root.At("negative")).Value);
        Assert.Equal(long.MinValue, Assert.IsType<PythonInteger>(root.At("smallest")).Value);
    }

    [Fact]
    public void What_was_read_can_be_written_again()
    {
        var read = TorchFile.Read(Files.Golden("checkpoint.pth.tar"));
        var again = TorchFile.Read(Bytes(read), "memory");
        Assert.Equal(read.Tensor("transposed").Singles(), again.Tensor("transposed").Singles());
        Assert.Equal(read.At("optimizer").At("state").At(1).Tensor("exp_avg").Singles(), again.At("optimizer").At("state").At(1).Tensor("exp_avg").Singles());
    }

    [Fact]
    public void Data_begin_on_multiples_of_64_bytes()
    {
        var bytes = Bytes(Checkpoint());
        var contents = TorchContents.Open(FileBytes.Of(bytes, "memory"));
        Assert.Equal(5, contents.Storages.Count);
        Assert.All(contents.Storages, storage => Assert.Equal(0, storage.Location!.Offset % 64));
    }

    [SkippableFact]
    public void Python_reads_what_is_written_here_and_the_other_way_round()
    {
        var written = Files.Temporary();
        var weights = Files.Temporary();
        var back = Files.Temporary();
        var legacy = Files.Temporary();
        try
        {
            DurableFile.Write(written, stream => TorchFile.Write(stream, Checkpoint()));
            DurableFile.Write(weights, stream => TorchFile.Write(stream, Checkpoint().At("model")));
            var output = Python.Run("torch",
                """
                import sys, torch, zipfile
                from collections import OrderedDict
                written, weights, back, legacy = sys.argv[1:]
                assert zipfile.ZipFile(written).testzip() is None
                w = torch.load(weights, weights_only=True)
                assert type(w) is OrderedDict
                d = torch.load(written)
                assert list(d['model']) == list(w) and all(torch.equal(d['model'][k], w[k]) for k in w)
                assert d['none'] is None and d['yes'] is True and d['negative'] == -70000 and d['smallest'] == -2**63 and d['medium'] == 40000
                assert d['loss'] == 0.09365840256214142 and d['name'] == 'Größe', d
                p = torch.nn.Parameter(w['weight'].clone()); p.grad = torch.ones(2, 3)
                o = torch.optim.Adam([p], lr=1.0); o.load_state_dict(d['optimizer']); o.step()
                assert o.param_groups[0]['lr'] == 1e-4 and o.param_groups[0]['betas'] == (0.9, 0.999) and float(o.state[p]['step']) == 4
                print([float(w[k].double().sum()) for k in w], w['weight'].tolist(), w['transposed'].tolist(), str(w['half'].dtype))
                torch.save(d, back); torch.save(d, legacy, _use_new_zipfile_serialization=False)
                """,
                written,
                weights,
                back,
                legacy);
            Assert.Equal("[7.5, 7.5, 3.0, 5.0] [[0.0, 0.5, 1.0], [1.5, 2.0, 2.5]] [[0.0, 1.5], [0.5, 2.0], [1.0, 2.5]] torch.float16", output);
            foreach (var file in new[] { back, legacy })
            {
                var root = TorchFile.Read(file);
                Assert.Equal([0f, 1.5f, 0.5f, 2f, 1f, 2.5f], root.At("model").Tensor("transposed").Singles());
                Assert.Equal("Größe", Assert.IsType<PythonText>(root.At("name")).Value);
                Assert.Equal([3f], root.At("optimizer").At("state").At(0).Tensor("step").Singles());
            }
        }
        finally
        {
            Array.ForEach([written, weights, back, legacy], File.Delete);
        }
    }

    private static byte[] Bytes(PythonValue value)
    {
        using var stream = new MemoryStream();
        TorchFile.Write(stream, value);
        return stream.ToArray();
    }

    private static PythonDict Checkpoint()
    {
        var weight = Singles([2, 3], 0, 0.5f, 1, 1.5f, 2, 2.5f);
        var moment = Singles([2, 3], 1, 1, 1, 1, 1, 1);
        return new PythonDict
        {
            {
                "model", new PythonDict(ordered: true)
                {
                    { "weight", weight },
                    { "transposed", new TorchTensor(weight.Storage, 0, [3, 2], [1, 3]) },
                    { "half", TorchTensor.Contiguous(TorchDtype.Float16, [], BitConverter.GetBytes((Half)3)) },
                    { "tracked", TorchTensor.Contiguous(TorchDtype.Int64, [], BitConverter.GetBytes(5L)) },
                }
            },
            {
                "optimizer", new PythonDict
                {
                    { "state", new PythonDict { { 0, new PythonDict { { "step", Singles([], 3) }, { "exp_avg", moment }, { "exp_avg_sq", moment } } } } },
                    {
                        "param_groups", new PythonList(new PythonDict
                        {
                            { "lr", 1e-4 },
                            { "betas", new PythonTuple(0.9, 0.999) },
                            { "eps", 1e-8 },
                            { "weight_decay", 0L },
                            { "amsgrad", false },
                            { "maximize", false },
                            { "foreach", PythonNone.Instance },
                            { "capturable", false },
                            { "params", new PythonList(0L) },
                        })
                    },
                }
            },
            { "none", PythonNone.Instance },
            { "yes", true },
            { "medium", 40000L },
            { "negative", -70000L },
            { "smallest", long.MinValue },
            { "loss", 0.09365840256214142 },
            { "name", "Größe" },
        };
    }

    private static TorchTensor Singles(long[] shape, params float[] numbers) =>
        TorchTensor.Contiguous(TorchDtype.Float32, shape, () => MemoryMarshal.AsBytes(numbers.AsSpan()));
}

using SliceActors.Imaging.PyTorch;

namespace SliceActors.Imaging.Tests.PyTorch;

public class TorchFileReadTests
{
    // Both files were written by torch.save of PyTorch 1.13 from one value.
    public static TheoryData<string> BothContainers => ["checkpoint.pth.tar", "checkpoint_legacy.pth.tar"];

    [Theory]
    [MemberData(nameof(BothContainers))]
    public void Numbers_text_and_containers_come_back(string file)
    {
        var root = TorchFile.Read(Files.Golden(file));
        Assert.Equal(2, Assert.IsType<PythonInteger>(root.At("epoch")).Value);
        Assert.Equal(0.09365840256214142, Assert.IsType<PythonFloat>(root.At("valid_loss")).Value);
        Assert.Equal(-5, Assert.IsType<PythonInteger>(root.At("negative")).Value);
        Assert.Equal(70000, Assert.IsType<PythonInteger>(root.At("medium")).Value);
        Assert.Equal(-(1L << 40), Assert.IsType<PythonInteger>(root.At("large")).Value);
        var tuple = Assert.IsType<PythonTuple>(root.At("tuple")).Items;
        Assert.True(Assert.IsType<PythonBoolean>(tuple[0]).Value);
        Assert.Same(PythonNone.Instance, tuple[1]);
        Assert.False(Assert.IsType<PythonBoolean>(tuple[2]).Value);
        Assert.Empty(Assert.IsType<PythonTuple>(tuple[3]).Items);
        var list = Assert.IsType<PythonList>(root.At("list")).Items;
        Assert.Equal("zwei", Assert.IsType<PythonText>(list[1]).Value);
        Assert.Equal(2.5, Assert.IsType<PythonFloat>(list[2]).Value);
        Assert.Equal(2, Assert.IsType<PythonTuple>(root.At("size")).Items.Count);
    }

    [Theory]
    [MemberData(nameof(BothContainers))]
    public void A_numpy_accuracy_is_read_as_a_number(string file) =>
        Assert.Equal(0.75, Assert.IsType<PythonFloat>(TorchFile.Read(Files.Golden(file)).At("valid_acc")).Value);

    [Theory]
    [MemberData(nameof(BothContainers))]
    public void A_state_dictionary_keeps_names_order_shapes_and_values(string file)
    {
        var model = Assert.IsType<PythonDict>(TorchFile.Read(Files.Golden(file)).At("model"));
        Assert.True(model.IsOrderedDict);
        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"],
            model.Select(entry => ((PythonText)entry.Key).Value));
        Assert.Equal([3L, 2L], model.Tensor("0.weight").Shape);
        Assert.Equal([0f, 0.125f, 0.25f, 0.375f, 0.5f, 0.625f], model.Tensor("0.weight").Singles());
        Assert.Equal([1.25f, 1.375f, 1.5f], model.Tensor("0.bias").Singles());
        Assert.Equal(TorchDtype.Int64, model.Tensor("1.num_batches_tracked").Dtype);
        Assert.Equal([1f], model.Tensor("1.num_batches_tracked").Singles());
    }

    [Theory]
    [MemberData(nameof(BothContainers))]
    public void Views_are_resolved_through_their_strides(string file)
    {
        var root = TorchFile.Read(Files.Golden(file));
        var transposed = root.Tensor("transposed");
        Assert.Equal([6L, 4L], transposed.Shape);
        Assert.Equal(Enumerable.Range(0, 24).Select(index => (float)((index % 4 * 6) + (index / 4))), transposed.Singles());
        Assert.Equal([3f, 4f, 5f, 6f, 7f, 8f], root.Tensor("view").Singles());
        Assert.Equal(Enumerable.Range(0, 12).Select(index => 1f + (2 * index)), root.Tensor("every_second").Singles());
        Assert.Same(transposed.Storage, root.Tensor("view").Storage);
        Assert.Equal([1f, 1f], root.Tensor("parameter").Singles());
        Assert.Equal([7.5f], root.Tensor("scalar").Singles());
        Assert.Equal([0L, 3L], root.Tensor("empty").Shape);
    }

    [Theory]
    [MemberData(nameof(BothContainers))]
    public void Every_element_type_becomes_float32(string file)
    {
        var root = TorchFile.Read(Files.Golden(file));
        foreach (var dtype in Enum.GetValues<TorchDtype>())
        {
            var tensor = root.Tensor($"{dtype}".ToLowerInvariant());
            Assert.Equal(dtype, tensor.Dtype);
            Assert.Equal(dtype == TorchDtype.Bool ? [0f, 1f, 1f, 1f] : [0f, 1f, 2f, 100f], tensor.Singles());
        }
    }

    [Theory]
    [MemberData(nameof(BothContainers))]
    public void The_state_of_Adam_is_keyed_by_number(string file)
    {
        var optimizer = TorchFile.Read(Files.Golden(file)).At("optimizer");
        Assert.Equal([1f], optimizer.At("state").At(3).Tensor("step").Singles());
        Assert.Equal([3L, 2L], optimizer.At("state").At(0).Tensor("exp_avg_sq").Shape);
        var group = Assert.IsType<PythonList>(optimizer.At("param_groups")).Items[0];
        Assert.Equal(1e-4, Assert.IsType<PythonFloat>(group.At("lr")).Value);
        Assert.Equal(4, Assert.IsType<PythonList>(group.At("params")).Items.Count);
    }

    [Fact]
    public void A_tensor_of_a_graphics_card_is_read_into_main_memory()
    {
        var content = Files.TensorArchive([0, 0, 128, 63, 0, 0, 0, 64], "K\u0002\u0085", "K\u0001\u0085", 2);
        Assert.Equal([1f, 2f], Assert.IsType<TorchTensor>(TorchFile.Read(content, "memory")).Singles());
    }

    [SkippableFact]
    public void A_checkpoint_of_ClinicaDL_is_read()
    {
        var root = TorchFile.Read(Files.Reference("samples/tiny_ae_image_fold-0_best_loss_model_best.pth.tar"));
        Assert.True(Assert.IsType<PythonDict>(root.At("model")).Count > 20);
        Assert.IsType<PythonInteger>(root.At("epoch"));
    }
}

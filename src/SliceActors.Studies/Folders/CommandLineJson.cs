using System.Text;
using System.Text.Json;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Numbers;

namespace SliceActors.Studies.Folders;

/// <summary>
/// <c>commandline.json</c>: the options of a run under the keys, and in the order, that readers of ClinicaDL 0.2.1 results know; keys of options that
/// ClinicaDL does not have follow at the end.
/// </summary>
public static class CommandLineJson
{
    /// <summary>The file's text: 4-space indentation, no final newline.</summary>
    public static string Write(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 4 }))
        {
            json.WriteStartObject();
            WriteTask(json, spec);
            WriteData(json, spec);
            WriteOptimisation(json, spec.Optimisation, spec.Network);
            WriteSlices(json, spec);
            WriteOwnOptions(json, spec);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteTask(Utf8JsonWriter json, RunSpec spec)
    {
        json.WriteString("logname", "clinicaDL.log");
        json.WriteBoolean("version", false);
        json.WriteString("task", "train");
        json.WriteString("mode", "slice");
        json.WriteString("network_type", spec.NetworkType.Term());
        json.WriteString("caps_dir", spec.Data.CapsDirectory);
        json.WriteString("preprocessing", spec.Data.Preprocessing.Term());
        json.WriteString("tsv_path", spec.Data.TsvPath);
        json.WriteString("model", spec.Network.Architecture);
        json.WriteBoolean("use_cpu", spec.Compute.UseCpu);
        json.WriteNumber("nproc", spec.Compute.NProc);
        json.WriteNumber("batch_size", spec.Optimisation.BatchSize);
        json.WriteNumber("evaluation_steps", spec.Optimisation.EvaluationSteps);
    }

    private static void WriteData(Utf8JsonWriter json, RunSpec spec)
    {
        json.WriteBoolean("multi_cohort", spec.Data.MultiCohort);
        WriteList(json, "diagnoses", spec.Data.Diagnoses, json.WriteStringValue);
        json.WriteBoolean("baseline", spec.Data.Baseline);
        json.WriteBoolean("unnormalize", spec.Slices.Unnormalize);
        if (spec.Optimisation.DataAugmentationGiven)
        {
            WriteList(json, "data_augmentation", spec.Optimisation.DataAugmentation, augmentation => json.WriteStringValue(augmentation.ToString()));
        }
        else
        {
            json.WriteBoolean("data_augmentation", false);
        }

        json.WriteString("sampler", spec.Optimisation.Sampler.Term());
        json.WritePropertyName("n_splits");
        if (spec.Data.NSplits is { } splits)
        {
            json.WriteNumberValue(splits);
        }
        else
        {
            json.WriteNullValue();
        }

        if (spec.Data.Split.IsEmpty)
        {
            json.WriteNull("split");
        }
        else
        {
            WriteList(json, "split", spec.Data.Split, json.WriteNumberValue);
        }
    }

    private static void WriteOptimisation(Utf8JsonWriter json, OptimisationSpec optimisation, NetworkSpec network)
    {
        json.WriteNumber("epochs", optimisation.Epochs);
        WriteDouble(json, "learning_rate", optimisation.LearningRate);
        WriteDouble(json, "weight_decay", optimisation.WeightDecay);
        if (network.Dropout == 0)
        {
            json.WriteNumber("dropout", 0);
        }
        else
        {
            WriteDouble(json, "dropout", network.Dropout);
        }

        json.WriteNumber("patience", optimisation.Patience);
        WriteDouble(json, "tolerance", optimisation.Tolerance);
        json.WriteNumber("accumulation_steps", optimisation.AccumulationSteps);
    }

    private static void WriteSlices(Utf8JsonWriter json, RunSpec spec)
    {
        json.WriteNumber("slice_direction", (int)spec.Slices.Direction);
        if (!spec.Slices.DiscardedGiven)
        {
            json.WriteNumber("discarded_slices", spec.Slices.DiscardedAtBeginning);
        }
        else
        {
            var (begin, end) = (spec.Slices.DiscardedAtBeginning, spec.Slices.DiscardedAtEnd);
            WriteList<int>(json, "discarded_slices", begin == end ? [begin] : [begin, end], json.WriteNumberValue);
        }

        json.WriteBoolean("use_extracted_slices", spec.Slices.UseExtractedSlices);
        json.WriteString("transfer_learning_path", spec.Network.TransferPath);
        json.WriteString("transfer_learning_selection", spec.Network.TransferSelection.Term());
        if (spec.NetworkType != NetworkType.Autoencoder)
        {
            WriteDouble(json, "selection_threshold", spec.Vote.SelectionThreshold);
        }
    }

    private static void WriteOwnOptions(Utf8JsonWriter json, RunSpec spec)
    {
        json.WriteNumber("seed", spec.Optimisation.Seed);
        json.WriteString("weights", spec.Network.Weights switch
        {
            WeightsKind.None => "none",
            WeightsKind.ImageNet => "imagenet",
            _ => spec.Network.WeightsFile,
        });
        json.WriteString("trainable", spec.Network.Trainable.Term());
        json.WriteString("vote_weights", spec.Vote.Weights.Term());
        json.WritePropertyName("label_code");
        json.WriteStartObject();
        foreach (var (label, code) in spec.Data.LabelCode)
        {
            json.WriteNumber(label, code);
        }

        json.WriteEndObject();
        json.WriteBoolean("allow_leakage", spec.Data.AllowLeakage);
        json.WriteNumber("intra_op_threads", spec.Compute.IntraOpThreads);
        json.WriteString("memory_formats", spec.Compute.MemoryFormats.Term());
        if (spec.Compute.Fuse > 0)
        {
            json.WriteNumber("fuse", spec.Compute.Fuse);
        }

        json.WriteString("train_metrics", spec.Optimisation.TrainMetrics.Term());
        if (spec.Network.Frozen != FrozenLayers.Follow)
        {
            json.WriteString("frozen", spec.Network.Frozen.Term());
        }

        if (spec.Permutations > 0)
        {
            json.WriteNumber("permutations", spec.Permutations);
        }

        if (spec.Repeats > 0)
        {
            json.WriteNumber("repeats", spec.Repeats);
        }

        if (spec.NetworkType == NetworkType.Autoencoder)
        {
            json.WriteBoolean("visualization", spec.Visualization);
        }

        if (spec.Network.PluginFile is { } plugin)
        {
            json.WriteString("plugin", plugin);
        }
    }

    private static void WriteDouble(Utf8JsonWriter json, string key, double value)
    {
        json.WritePropertyName(key);
        json.WriteRawValue(PythonNumber.Format(value));
    }

    private static void WriteList<T>(Utf8JsonWriter json, string key, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
        {
            write(value);
        }

        json.WriteEndArray();
    }
}

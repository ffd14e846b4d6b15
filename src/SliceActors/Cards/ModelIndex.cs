using SliceActors.Scoring.Estimates;
using YamlDotNet.Serialization;

namespace SliceActors.Cards;

/// <summary>What sites that collect networks read at the top of a model card: Hugging Face's metadata with <c>model-index</c>.</summary>
internal static class ModelIndex
{
    private const string Task = "image-classification";

    /// <summary>The metadata as YAML.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="classifies">Whether it puts people into classes.</param>
    /// <param name="hasOnnx">Whether the networks lie beside the card.</param>
    /// <param name="task">What it tells apart.</param>
    /// <param name="figures">What may be claimed.</param>
    public static string Yaml(string name, bool classifies, bool hasOnnx, string task, IReadOnlyList<CardFigures> figures)
    {
        var metadata = new Dictionary<string, object>();
        if (hasOnnx)
        {
            metadata["library_name"] = "onnx";
        }

        if (classifies)
        {
            metadata["pipeline_tag"] = Task;
        }

        metadata["tags"] = new[] { "brain", "mri", "neuroimaging", "slices", "slice-actors" };
        if (figures.Count > 0)
        {
            metadata["model-index"] = new object[]
            {
                new Dictionary<string, object> { ["name"] = name, ["results"] = figures.Select(figure => Result(figure, task)).ToArray() },
            };
        }

        return new SerializerBuilder().Build().Serialize(metadata);
    }

    private static Dictionary<string, object> Result(CardFigures figures, string task)
    {
        var metrics = new List<object>();
        Add("roc_auc", "AUC", figures.Auc);
        Add("balanced_accuracy", "Balanced accuracy", figures.BalancedAccuracy);
        return new Dictionary<string, object>
        {
            ["task"] = new Dictionary<string, object> { ["type"] = Task, ["name"] = task },
            ["dataset"] = new Dictionary<string, object> { ["type"] = "private", ["name"] = $"{figures.Set}: {figures.Positives} people of class 1, {figures.Negatives} of class 0" },
            ["metrics"] = metrics,
        };

        void Add(string type, string name, Interval figure)
        {
            if (double.IsFinite(figure.Value))
            {
                metrics.Add(new Dictionary<string, object> { ["type"] = type, ["value"] = figure.Value, ["name"] = $"{name}, image level, {figures.How}, {figures.Selection}: {CardFigures.Text(figure)}" });
            }
        }
    }
}
